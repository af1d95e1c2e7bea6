package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
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

/**
 * Opportunity attributes in columns (one array per attribute), for fast filtering of thousands of items per reader.
 */
final class OpportunityFacts {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final long UNKNOWN = -1;

    /** A fee whose text tells no amount: more than nothing, and within any other limit. */
    private static final long UNSTATED = 1;

    /** The largest difference in days between local dates of two zones at one instant. */
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
            live.set(item, opportunity.status() == OpportunityStatus.LIVE);
            cents[item] = cents(opportunity);
        }
    }

    /** Whether the deadline, in the reader's zone, is that day or later, and its exact time has not passed. */
    boolean isOpenOn(int day, int item, ZoneId zone, Instant now) {
        if (hasDeadlineTime.get(item) && Math.abs((long) lastDays[item] - day) <= MAX_DAYS_BETWEEN_ZONES) {
            Deadline deadline = Objects.requireNonNull(items.get(item).deadline());
            return day(deadline.dateIn(zone)) >= day && !deadline.hasPassed(now);
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

    /** Days since posting; empty if the time of posting is unknown. */
    OptionalDouble age(int hour, int item) {
        int postedHour = postedHours[item];
        return postedHour == NEVER ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, hour - postedHour) / 24.0);
    }

    /** Days until the deadline; empty if there is none. */
    OptionalInt daysLeft(int day, int item) {
        int lastDay = lastDays[item];
        return lastDay == NEVER ? OptionalInt.empty() : OptionalInt.of(lastDay - day);
    }

    /** @param maxFeeCents from {@link #maxFeeCents} */
    boolean costsAtMost(long maxFeeCents, int item) {
        return cents[item] <= maxFeeCents;
    }

    /** Days since 1970-01-01. */
    static int day(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay(), Integer.MIN_VALUE, NEVER - 1);
    }

    /** Hours since 1970-01-01T00:00Z. */
    static int hour(Instant time) {
        return (int) Math.clamp(Math.floorDiv(time.getEpochSecond(), 3600L), Integer.MIN_VALUE, NEVER - 1);
    }

    static long maxFeeCents(@Nullable BigDecimal fee) {
        return fee == null ? Long.MAX_VALUE : cents(fee, RoundingMode.FLOOR);
    }

    private static long cents(Opportunity opportunity) {
        BigDecimal fee = opportunity.fee();
        if (fee == null) {
            return opportunity.feeText() == null ? UNKNOWN : UNSTATED;
        }
        return cents(fee, RoundingMode.CEILING);
    }

    private static long cents(BigDecimal amount, RoundingMode rounding) {
        return amount.movePointRight(2)
                .setScale(0, rounding)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
