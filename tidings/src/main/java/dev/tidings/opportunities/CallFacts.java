package dev.tidings.opportunities;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a call, whichever report of it a reader gets.
 *
 * @param status live unless a report was hidden, withdrawn, or expired by an operator or by the product
 * @param deadline the earliest that a report states; null if none does
 * @param fee the highest amount that a report states; zero if free, null if unknown
 * @param currency of the fee (ISO 4217), or null
 * @param feeText that fee as its source words it, or null
 */
public record CallFacts(
        OpportunityStatus status,
        @Nullable Deadline deadline,
        @Nullable BigDecimal fee,
        @Nullable String currency,
        @Nullable String feeText) {
    private static final List<OpportunityStatus> FROM_LIVE_TO_HIDDEN =
            List.of(OpportunityStatus.LIVE, OpportunityStatus.EXPIRED, OpportunityStatus.HIDDEN);

    /** @param reports all reports of one call, at least one */
    static CallFacts of(List<ReportFacts> reports) {
        StatedFee fee =
                reports.stream().map(ReportFacts::fee).max(StatedFee.BY_AMOUNT).orElseThrow();
        return new CallFacts(
                status(reports),
                earliest(reports.stream()
                        .map(ReportFacts::deadline)
                        .filter(Objects::nonNull)
                        .toList()),
                fee.amount(),
                fee.currency(),
                fee.text());
    }

    private static OpportunityStatus status(Collection<ReportFacts> reports) {
        return reports.stream()
                .map(ReportFacts::status)
                .max(Comparator.comparingInt(FROM_LIVE_TO_HIDDEN::indexOf))
                .orElseThrow();
    }

    /** The earliest exact moment, unless a report names an earlier day than all of them. */
    private static @Nullable Deadline earliest(Collection<Deadline> deadlines) {
        LocalDate day = deadlines.stream()
                .filter(deadline -> deadline.time() == null)
                .map(Deadline::date)
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<Deadline> moments =
                deadlines.stream().filter(deadline -> deadline.time() != null).toList();
        if (day != null && moments.stream().allMatch(moment -> moment.date().isAfter(day))) {
            return new Deadline(day, null);
        }
        return moments.stream().min(Comparator.comparing(CallFacts::time)).orElse(null);
    }

    private static Instant time(Deadline moment) {
        return Objects.requireNonNull(moment.time());
    }
}
