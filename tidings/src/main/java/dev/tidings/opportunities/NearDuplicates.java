package dev.tidings.opportunities;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds reports of the same call by several sources. Two reports are the same call if they come from different sources,
 * their deadlines differ by at most a day (or one is unknown), and {@link CallText#matches} holds. The oldest report of a
 * group is the original, the others are its duplicates.
 */
@Component
class NearDuplicates {
    private static final int BATCH = 500;

    /** Reports whose words became invalid are compared with the next import, at most this many at a time. */
    private static final int MAX_WAITING = 2_000;

    private final CallReports reports;
    private final TitleDecorations decorations;

    NearDuplicates(CallReports reports, TitleDecorations decorations) {
        this.reports = reports;
        this.decorations = decorations;
    }

    /** Begins a transaction that changes reports. Others that do wait until it ends. */
    void lock() {
        reports.lock();
    }

    /** Groups the new and changed reports anew, with the groups that they were in. */
    void update(List<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        List<String> changedSources = decorations.learn(reports.sources(ids));
        if (!changedSources.isEmpty()) {
            reports.forgetWords(changedSources);
        }
        List<String> waiting = Stream.concat(ids.stream(), reports.withoutWords(MAX_WAITING).stream())
                .distinct()
                .toList();
        for (int start = 0; start < waiting.size(); start += BATCH) {
            group(waiting.subList(start, Math.min(start + BATCH, waiting.size())), now);
        }
    }

    /** Groups these reports and those of their groups anew. The groups of all others stay, and can grow. */
    void group(Collection<String> ids, Instant now) {
        Set<String> scope = reports.withGroups(ids);
        Map<String, CallReport> loaded = new HashMap<>(reports.load(scope));
        reports.saveWords(loaded.values());
        List<ReportPair> candidates = candidates(loaded.values());
        Set<String> others = new HashSet<>();
        candidates.forEach(pair -> others.addAll(List.of(pair.first(), pair.second())));
        others.addAll(reports.withGroups(others));
        others.removeAll(scope);
        loaded.putAll(reports.load(others));
        DuplicateGroups groups = new DuplicateGroups(loaded, reports.splits(loaded.keySet()));
        oldestFirst(loaded).filter(pair -> !scope.contains(pair.first())).forEach(groups::join);
        Stream.concat(oldestFirst(loaded).filter(pair -> scope.contains(pair.first())), candidates.stream())
                .filter(groups::match)
                .sorted(byAge(loaded))
                .forEach(groups::join);
        reports.saveOriginals(groups.originals(), now);
    }

    /** The stored groups as pairs of a duplicate and its original. */
    private static Stream<ReportPair> oldestFirst(Map<String, CallReport> reports) {
        return reports.values().stream()
                .sorted(CallReport.ORIGINAL_FIRST)
                .filter(report -> report.duplicateOf() != null)
                .map(report -> new ReportPair(report.id(), String.valueOf(report.duplicateOf())));
    }

    private static Comparator<ReportPair> byAge(Map<String, CallReport> reports) {
        Map<String, Integer> ages = new HashMap<>();
        reports.values().stream()
                .sorted(CallReport.ORIGINAL_FIRST)
                .forEach(report -> ages.put(report.id(), ages.size()));
        return Comparator.comparingInt((ReportPair pair) ->
                        Math.max(ages.getOrDefault(pair.first(), 0), ages.getOrDefault(pair.second(), 0)))
                .thenComparingInt(
                        pair -> Math.min(ages.getOrDefault(pair.first(), 0), ages.getOrDefault(pair.second(), 0)));
    }

    private List<ReportPair> candidates(Collection<CallReport> scope) {
        Set<String> words = new HashSet<>();
        scope.forEach(report -> words.addAll(report.text().identifyingWords()));
        Map<String, Integer> frequencies = reports.frequencies(words, WordProbe.COMMON);
        return reports
                .find(scope.stream()
                        .flatMap(report ->
                                WordProbe.of(report.id(), report.text().identifyingWords(), frequencies).stream())
                        .toList())
                .stream()
                .distinct()
                .toList();
    }
}
