package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallFactsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 15);
    private static final Deadline WHOLE_DAY = new Deadline(DAY, null);

    /** 17:00 in Los Angeles. */
    private static final Deadline MOMENT = new Deadline(DAY, Instant.parse("2026-12-16T01:00:00Z"));

    @Test
    void momentOfTheSameDayIsMoreExactThanTheDay() {
        assertThat(deadline(WHOLE_DAY, MOMENT)).isEqualTo(MOMENT);
        assertThat(deadline(MOMENT, null)).isEqualTo(MOMENT);
    }

    @Test
    void earlierDayIsShownInsteadOfALaterMoment() {
        Deadline before = new Deadline(DAY.minusDays(1), null);

        assertThat(deadline(MOMENT, before)).isEqualTo(before);
        assertThat(deadline(WHOLE_DAY, before, null)).isEqualTo(before);
    }

    @Test
    void earliestMomentCounts() {
        Deadline inNewYork = new Deadline(DAY, Instant.parse("2026-12-15T22:00:00Z"));
        Deadline nextDayInTokyo = new Deadline(DAY.plusDays(1), Instant.parse("2026-12-15T15:30:00Z"));

        assertThat(deadline(MOMENT, inNewYork)).isEqualTo(inNewYork);
        assertThat(deadline(MOMENT, nextDayInTokyo, WHOLE_DAY)).isEqualTo(nextDayInTokyo);
    }

    @Test
    void unknownDeadlineOfAllReportsStaysUnknown() {
        assertThat(deadline(null, null)).isNull();
    }

    @Test
    void highestFeeCounts() {
        assertThat(feeText(fee(null, null), fee("0", "free"), fee("25", "$25 first entry")))
                .isEqualTo("$25 first entry");
        assertThat(feeText(fee("0", "free"), fee(null, "see website"))).isEqualTo("see website");
        assertThat(feeText(fee(null, "see website"), fee("10", "$10"))).isEqualTo("$10");
        assertThat(feeText(fee("10", null), fee("10.00", "$10 online"))).isEqualTo("$10 online");
    }

    @Test
    void callIsLiveIfNoReportEndsIt() {
        assertThat(status(OpportunityStatus.LIVE, OpportunityStatus.LIVE)).isEqualTo(OpportunityStatus.LIVE);
        assertThat(status(OpportunityStatus.EXPIRED, OpportunityStatus.LIVE)).isEqualTo(OpportunityStatus.EXPIRED);
        assertThat(status(OpportunityStatus.HIDDEN, OpportunityStatus.EXPIRED)).isEqualTo(OpportunityStatus.HIDDEN);
    }

    private static @Nullable Deadline deadline(@Nullable Deadline... deadlines) {
        return CallFacts.of(Arrays.stream(deadlines)
                        .map(deadline -> new ReportFacts("a", OpportunityStatus.LIVE, deadline, fee(null, null)))
                        .toList())
                .deadline();
    }

    private static @Nullable String feeText(StatedFee... fees) {
        List<ReportFacts> reports = Arrays.stream(fees)
                .map(fee -> new ReportFacts("a", OpportunityStatus.LIVE, null, fee))
                .toList();
        assertThat(CallFacts.of(reports.reversed()).feeText())
                .isEqualTo(CallFacts.of(reports).feeText());
        return CallFacts.of(reports).feeText();
    }

    private static StatedFee fee(@Nullable String amount, @Nullable String text) {
        return new StatedFee(amount == null ? null : new BigDecimal(amount), "USD", text);
    }

    private static OpportunityStatus status(OpportunityStatus... statuses) {
        return CallFacts.of(Arrays.stream(statuses)
                        .map(status -> new ReportFacts("a", status, null, fee(null, null)))
                        .toList())
                .status();
    }
}
