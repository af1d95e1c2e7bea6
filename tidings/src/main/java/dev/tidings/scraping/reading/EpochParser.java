package dev.tidings.scraping.reading;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Unix times, in seconds (10 digits) or milliseconds (13). */
final class EpochParser {
    private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");
    private static final int DIGITS_OF_SECONDS = 10;

    private EpochParser() {}

    /**
     * Null if the text is no Unix time. An epoch has no zone of its own: midnight in the source's zone or in UTC means
     * the whole day, because programs write dates without a time that way.
     */
    static @Nullable ParsedDate parse(String text, ZoneId zone) {
        if (!EPOCH.matcher(text).matches()) {
            return null;
        }
        long value = Long.parseLong(text);
        Instant instant =
                text.length() == DIGITS_OF_SECONDS ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
        for (ZoneId candidate : List.of(zone, ZoneOffset.UTC)) {
            OffsetDateTime local = instant.atZone(candidate).toOffsetDateTime();
            if (local.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                return new ParsedDate.DateOnly(local.toLocalDate());
            }
        }
        return new ParsedDate.DateWithTime(Timestamps.toParameter(instant));
    }
}
