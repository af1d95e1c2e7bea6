package dev.tidings.scraping.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * A date of a calendar.
 *
 * @param wall what a clock in the zone shows; the start of the day for a whole day
 * @param isDay whether it is a whole day
 * @param zone of the date; for a whole day, the zone of its readers
 */
record CalendarDate(LocalDateTime wall, boolean isDay, TimeZone zone) {

    /** The same time of day on another day, whatever the clock does between. */
    CalendarDate plus(Duration shift) {
        return new CalendarDate(wall.plus(shift), isDay, zone);
    }

    /**
     * The last moment of a period that ends here: an end is exclusive (RFC 5545, 3.6.1), so that a midnight stands for
     * the day before it.
     *
     * @param start of the period; its end is never before it
     */
    CalendarDate asEnd(CalendarDate start) {
        if (!wall.toLocalTime().equals(LocalTime.MIDNIGHT) || !wall.isAfter(start.wall)) {
            return this;
        }
        return new CalendarDate(wall.minusDays(1), true, zone);
    }

    /** The moment at which it has passed: for a whole day, its end. */
    Instant end() {
        return isDay ? plus(Duration.ofDays(1)).moment().toInstant() : moment().toInstant();
    }

    /** Sunday's {@code 2026-11-29}, or {@code 2026-11-29T17:00+01:00}. */
    @Override
    public String toString() {
        return isDay ? wall.toLocalDate().toString() : moment().toString();
    }

    private OffsetDateTime moment() {
        long asUtc = wall.toInstant(ZoneOffset.UTC).toEpochMilli();
        int offset = zone.getOffset(asUtc - zone.getOffset(asUtc));
        return wall.atOffset(ZoneOffset.ofTotalSeconds(offset / 1000));
    }
}
