package dev.tidings.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;

/**
 * When a digest goes out: once a week, at a local time in a zone.
 *
 * <p>The day is found by counting local days, never hours, so a clock change moves nothing. A local time that a clock
 * change skips means the first moment after the gap; one that happens twice means the first time.
 */
public record Cadence(DayOfWeek weekday, LocalTime at, ZoneId zone) {

    /** The first moment of this cadence that is after the given one. */
    public Instant nextAfter(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(weekday));
        Instant candidate = on(day);
        while (!candidate.isAfter(moment)) {
            day = day.plusWeeks(1);
            candidate = on(day);
        }
        return candidate;
    }

    /** The last moment of this cadence that is not after the given one. */
    public Instant lastUntil(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate().with(TemporalAdjusters.previous(weekday));
        Instant last = on(day.minusWeeks(1));
        for (Instant next = nextAfter(last); !next.isAfter(moment); next = nextAfter(next)) {
            last = next;
        }
        return last;
    }

    private Instant on(LocalDate day) {
        LocalDateTime local = day.atTime(at);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
