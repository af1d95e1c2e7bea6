package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The facts of opportunities, in columns: every reader's search goes through thousands of them. */
final class OpportunityFacts {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final long UNKNOWN = -1;

    /** Between the dates that two places have at one moment. */
    private static final int MAX_DAYS_BETWEEN_ZONES = 2;

    private final List<Opportunity> items;
    private final int[] lastDays;
    private final BitSet hasDeadlineTime = new BitSet();
    private final BitSet remote = new BitSet();
    private final BitSet live = new BitSet();
    private final BitSet awarded = new BitSet();
    private final int[] postedHours;
    private final long[] cents;

    OpportunityFacts(List<Opportunity> items) {
        this.items = items;
        lastDays = new int[items.size()];
        cents = new long[items.size()];
        postedHours = new int[items.size()];
        for (int item = 0; item < items.size(); item++) {
            Opportunity opportunity = items.get(item);
            Deadline deadline = opportunity.deadline();
            lastDays[item] = deadline == null ? NEVER : day(deadline.date());
            hasDeadlineTime.set(item, deadline != null && deadline.time() != null);
            remote.set(item, opportunity.remote());
            awarded.set(item, opportunity.award() != null);
            postedHours[item] = opportunity.postedAt() == null ? NEVER : hour(opportunity.postedAt());
            live.set(item, opportunity.status() == Opportunity.OpportunityStatus.LIVE);
            cents[item] = opportunity.fee() == null ? UNKNOWN : cents(opportunity.fee(), RoundingMode.CEILING);
        }
    }

    /** Whether the last day to apply, where the reader is, is that day or later. */
    boolean isOpenOn(int day, int item, ZoneId zone) {
        if (hasDeadlineTime.get(item) && Math.abs((long) lastDays[item] - day) <= MAX_DAYS_BETWEEN_ZONES) {
            Deadline deadline = Objects.requireNonNull(items.get(item).deadline());
            return day(deadline.dateIn(zone)) >= day;
        }
        return lastDays[item] >= day;
    }

    boolean isLive(int item) {
        return live.get(item);
    }

    boolean isRemote(int item) {
        return remote.get(item);
    }

    boolean isFree(int item) {
        return cents[item] == 0;
    }

    boolean isAwarded(int item) {
        return awarded.get(item);
    }

    /** Days since it was posted, or empty if nobody said when it was. */
    OptionalDouble age(int hour, int item) {
        int posted = postedHours[item];
        return posted == NEVER ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, hour - posted) / 24.0);
    }

    /** Days to the last day to apply, or empty if there is none. */
    OptionalInt daysLeft(int day, int item) {
        int last = lastDays[item];
        return last == NEVER ? OptionalInt.empty() : OptionalInt.of(last - day);
    }

    /** @param ceiling as {@link #ceiling} gives it */
    boolean costsAtMost(long ceiling, int item) {
        return cents[item] <= ceiling;
    }

    static int day(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay(), Integer.MIN_VALUE, NEVER - 1);
    }

    static int hour(Instant moment) {
        return (int) Math.clamp(Math.floorDiv(moment.getEpochSecond(), 3600L), Integer.MIN_VALUE, NEVER - 1);
    }

    static long ceiling(@Nullable BigDecimal fee) {
        return fee == null ? Long.MAX_VALUE : cents(fee, RoundingMode.FLOOR);
    }

    private static long cents(BigDecimal amount, RoundingMode rounding) {
        return amount.movePointRight(2)
                .setScale(0, rounding)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
