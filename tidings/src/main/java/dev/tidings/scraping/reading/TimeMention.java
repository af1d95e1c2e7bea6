package dev.tidings.scraping.reading;

import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time of day as a text states it.
 *
 * @param start index of the first character in the text; {@code end} is the index after the last, zone included
 * @param time null for the end of the day: midnight, 24:00
 * @param zone null if the text states none that is known
 * @param inference how the zone was inferred, completing "The deadline ..."; null if the text states it or has none
 * @param isProse whether a person wrote it, as "12am" or "0:00 Uhr"; programs write "00:00:00" for a whole day
 */
record TimeMention(
        int start,
        int end,
        @Nullable LocalTime time,
        @Nullable ZoneId zone,
        @Nullable String inference,
        boolean isProse) {

    boolean isStartOfDay() {
        return LocalTime.MIDNIGHT.equals(time);
    }

    /** The same time in a zone that stands elsewhere in the text. */
    TimeMention in(ZoneId named, @Nullable String howInferred) {
        return new TimeMention(start, end, time, named, howInferred, isProse);
    }
}
