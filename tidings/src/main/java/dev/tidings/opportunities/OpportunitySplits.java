package dev.tidings.opportunities;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Separates reports that are not the same call, and undoes that. */
@Component
public class OpportunitySplits {
    private final CallReports reports;
    private final NearDuplicates duplicates;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    OpportunitySplits(
            CallReports reports, NearDuplicates duplicates, TransactionTemplate transactions, InstantSource clock) {
        this.reports = reports;
        this.duplicates = duplicates;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Separates a report from all others of its group. They are not grouped again, unless the split is {@linkplain #join
     * undone}.
     *
     * @return false if the report has no duplicates, or does not exist
     */
    public boolean split(String id) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            reports.lock();
            Set<String> group = reports.withGroups(List.of(id));
            List<ReportPair> pairs = group.stream()
                    .filter(other -> !other.equals(id))
                    .map(other -> ReportPair.ordered(id, other))
                    .toList();
            if (pairs.isEmpty()) {
                return false;
            }
            Instant now = clock.instant();
            reports.saveSplits(pairs, now);
            duplicates.group(group, now);
            return true;
        }));
    }

    /**
     * Undoes the latest split that separated this report, or another of its group, from others. They are grouped again if
     * they still match.
     *
     * @return false if there is no such split, or no such report
     */
    public boolean join(String id) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            reports.lock();
            Set<String> group = reports.withGroups(List.of(id));
            List<ReportPair> pairs = reports.latestSplit(group);
            if (pairs.isEmpty()) {
                return false;
            }
            reports.deleteSplits(pairs);
            group.addAll(ids(pairs));
            duplicates.group(group, clock.instant());
            return true;
        }));
    }

    /** The ids of the reports that {@link #join} would compare with the group of this report again; empty without a split. */
    public List<String> latestSplitFrom(String id) {
        Set<String> group = reports.withGroups(List.of(id));
        return ids(reports.latestSplit(group)).stream()
                .filter(other -> !group.contains(other))
                .sorted()
                .toList();
    }

    private static Set<String> ids(List<ReportPair> pairs) {
        return pairs.stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .collect(Collectors.toSet());
    }
}
