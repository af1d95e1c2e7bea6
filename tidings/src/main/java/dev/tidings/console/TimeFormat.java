package dev.tidings.console;

import dev.tidings.digest.Cadence;
import dev.tidings.digest.Wave;
import dev.tidings.opportunities.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats times for one operator: relative, and exact in the operator's time zone (UTC if unknown). */
public final class TimeFormat {
    private static final DateTimeFormatter EXACT = pattern("EEE, MMM d, yyyy, HH:mm:ss");
    private static final DateTimeFormatter SHORT = pattern("MMM d, yyyy, HH:mm");
    private static final DateTimeFormatter DAY = pattern("MMM d, yyyy");
    private static final DateTimeFormatter MONTH_DAY = pattern("MMM d");
    private static final DateTimeFormatter WEEKDAY_TIME = pattern("EEEE HH:mm");
    private static final DateTimeFormatter TIME = pattern("HH:mm");
    private static final Duration RELATIVE_UNTIL = Duration.ofDays(60);

    private final Instant now;
    private final @Nullable ZoneId zone;

    TimeFormat(Instant now, @Nullable ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    Instant now() {
        return now;
    }

    /** {@code 3 minutes ago}, {@code in 2 days}; beyond two months the date. */
    public String relative(Instant moment) {
        Duration distance = Duration.between(moment, now);
        Duration length = distance.abs();
        if (length.compareTo(RELATIVE_UNTIL) > 0) {
            return DAY.format(local(moment));
        }
        if (length.toSeconds() < 45) {
            return distance.isNegative() ? "in a moment" : "just now";
        }
        return distance.isNegative() ? "in " + duration(length) : duration(length) + " ago";
    }

    /** The duration of an action, or its duration so far. */
    public String elapsed(Instant start, @Nullable Instant end) {
        Duration length = Duration.between(start, end == null ? now : end);
        return length.toSeconds() < 100 ? ConsoleText.count(length.toSeconds(), "second") : duration(length);
    }

    /** {@code 89 minutes}, {@code 6 hours}, {@code 2 days}. */
    public static String duration(Duration length) {
        long minutes = Math.round(length.toSeconds() / 60.0);
        long hours = Math.round(length.toMinutes() / 60.0);
        if (minutes < 90) {
            return ConsoleText.count(Math.max(1, minutes), "minute");
        }
        return hours < 36
                ? ConsoleText.count(hours, "hour")
                : ConsoleText.count(Math.round(length.toHours() / 24.0), "day");
    }

    /** {@code closes in 9 days (Nov 30, 17:00)}, {@code closed Nov 3, 2026}; in the operator's time zone. */
    public String deadline(@Nullable Deadline deadline) {
        if (deadline == null) {
            return "no deadline given";
        }
        LocalDate last = deadline.dateIn(local(now).getZone());
        long days = ChronoUnit.DAYS.between(local(now).toLocalDate(), last);
        if (days < 0 || deadline.hasPassed(now)) {
            return "closed " + DAY.format(last);
        }
        String when = days == 0 ? "today" : days == 1 ? "tomorrow" : "in " + days + " days";
        return "closes " + when + " (" + (days > 300 ? DAY : MONTH_DAY).format(last) + timeOfDay(deadline) + ")";
    }

    /** Midnight is the end of the day. */
    private String timeOfDay(Deadline deadline) {
        ZonedDateTime time = deadline.timeIn(local(now).getZone());
        if (time == null) {
            return "";
        }
        return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? ", 24:00" : ", " + TIME.format(time);
    }

    /** {@code Mon, Nov 16, 2026, 22:00:12 (Bangkok)}. */
    public String exact(Instant moment) {
        return EXACT.format(local(moment)) + " (" + placeName(local(moment).getZone()) + ")";
    }

    /** {@code Nov 16, 2026, 22:00}. */
    public String dateTime(Instant moment) {
        return SHORT.format(local(moment));
    }

    /** {@code Monday 07:00 in Los Angeles, 22:00 in Bangkok for you}; the operator's part only if it differs. */
    public String inBothZones(Instant moment, ZoneId digestZone) {
        ZonedDateTime digestTime = moment.atZone(digestZone);
        String text = WEEKDAY_TIME.format(digestTime) + " " + inPlace(digestZone);
        if (zone == null || zone.getRules().getOffset(moment).equals(digestTime.getOffset())) {
            return text;
        }
        ZonedDateTime operatorTime = moment.atZone(zone);
        boolean sameDay = operatorTime.toLocalDate().equals(digestTime.toLocalDate());
        return text + ", " + (sameDay ? TIME : WEEKDAY_TIME).format(operatorTime) + " " + inPlace(zone) + " for you";
    }

    /** {@code from Monday 07:00 in Kiritimati (in 2 days) to Monday 07:00 in UTC-12:00, 26 hours later}. */
    public String zoneByZone(Cadence cadence, Instant first, Instant last) {
        List<Wave> waves = cadence.waves(cadence.lastPeriod(first));
        String hour = ConsoleText.weekdayTime(cadence);
        return "from " + hour + " in " + placeName(waves.getFirst()) + " (" + relative(first) + ") to " + hour + " in "
                + placeName(waves.getLast()) + ", " + elapsed(first, last) + " later";
    }

    /** Returns a well-known place in the wave's zones, or the UTC offset if there is none. */
    static String placeName(Wave wave) {
        return wave.zones().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/"))
                .findFirst()
                .map(zone -> placeName(ZoneId.of(zone)))
                .orElseGet(() -> "UTC"
                        + ZoneId.of(wave.zones().getFirst())
                                .getRules()
                                .getOffset(wave.due())
                                .getId());
    }

    private static String inPlace(ZoneId zone) {
        String place = placeName(zone);
        return place.equals("UTC") ? place : "in " + place;
    }

    /** {@code Los Angeles} for {@code America/Los_Angeles}. */
    static String placeName(ZoneId zone) {
        String id = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private ZonedDateTime local(Instant moment) {
        return moment.atZone(zone == null ? ZoneOffset.UTC : zone);
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }
}
