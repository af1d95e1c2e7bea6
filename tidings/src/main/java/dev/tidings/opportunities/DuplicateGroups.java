package dev.tidings.opportunities;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins reports to groups of the same call. A group never has two reports that exclude each other. */
final class DuplicateGroups {
    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Map<String, CallReport> reports;
    private final Set<ReportPair> split;

    /** @param split pairs that an operator separated, {@linkplain ReportPair#ordered ordered} */
    DuplicateGroups(Map<String, CallReport> reports, Collection<ReportPair> split) {
        this.reports = reports;
        this.split = Set.copyOf(split);
        reports.keySet().forEach(id -> groups.put(id, new HashSet<>(Set.of(id))));
    }

    /** Joins the groups of two reports of this call, unless one of their reports excludes one of the other's. */
    void join(ReportPair pair) {
        Set<String> group = groups.get(pair.first());
        Set<String> other = groups.get(pair.second());
        if (group == null || other == null || group.contains(pair.second()) || !areCompatible(group, other)) {
            return;
        }
        group.addAll(other);
        other.forEach(id -> groups.put(id, group));
    }

    private boolean areCompatible(Set<String> group, Set<String> other) {
        return group.stream().allMatch(id -> other.stream().allMatch(joined -> areCompatible(id, joined)));
    }

    private boolean areCompatible(String id, String other) {
        return !split.contains(ReportPair.ordered(id, other)) && report(id).isCompatible(report(other));
    }

    private CallReport report(String id) {
        return Objects.requireNonNull(reports.get(id));
    }

    /** The original of each report by id; null for the originals. */
    Map<String, @Nullable String> originals() {
        Map<String, @Nullable String> originals = new HashMap<>();
        groups.forEach((id, group) -> {
            String original = group.stream()
                    .map(this::report)
                    .min(CallReport.ORIGINAL_FIRST)
                    .orElseThrow()
                    .id();
            originals.put(id, original.equals(id) ? null : original);
        });
        return originals;
    }

    /** The pair's reports, if they were loaded and match. */
    boolean match(ReportPair pair) {
        CallReport first = reports.get(pair.first());
        CallReport second = reports.get(pair.second());
        return first != null && second != null && first.matches(second);
    }
}
