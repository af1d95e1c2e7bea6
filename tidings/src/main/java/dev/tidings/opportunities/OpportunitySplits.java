package dev.tidings.opportunities;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Separates reports that are not the same call. */
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
     * Separates a report from all others of its group. They are never grouped again by themselves.
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
}
