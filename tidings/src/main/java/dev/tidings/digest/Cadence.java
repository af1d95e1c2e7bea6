package dev.tidings.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of a digest: once a week at a local time, in one zone or in each recipient's own.
 *
 * <p>Calculates with local days, never with hours: a clock change does not move the day. A local time that a clock
 * change skips means the first instant after the gap. A local time that occurs twice means its first occurrence.
 *
 * @param zone null if each recipient's own applies
 * @param fallbackZone the zone of recipients without one, if each recipient's own applies
 */
public record Cadence(
        DayOfWeek weekday, LocalTime at, @Nullable ZoneId zone, ZoneId fallbackZone) {
    static final ZoneId STANDARD_FALLBACK = ZoneId.of("UTC");

    /** The largest offset in use: Kiritimati. */
    private static final ZoneId FIRST_ZONE = ZoneOffset.ofHours(14);

    /**
     * The largest difference between the local dates of two zones, and the largest number of days that a zone has
     * skipped.
     */
    private static final int DAYS_APART = 2;

    /** A cadence in one zone. */
    public Cadence(DayOfWeek weekday, LocalTime at, ZoneId zone) {
        this(weekday, at, zone, STANDARD_FALLBACK);
    }

    /** Whether letters are sent zone by zone. */
    public boolean perRecipient() {
        return zone == null;
    }

    /** The digest's own zone, for everything that does not concern a single recipient. */
    public ZoneId referenceZone() {
        return zone == null ? fallbackZone : zone;
    }

    /**
     * The first instant after the given one at which an edition is due. With a zone per recipient, that of the first
     * zone.
     */
    public Instant nextAfter(Instant instant) {
        return firstDue(dayUntil(instant).plusWeeks(1));
    }

    /**
     * The last instant not after the given one at which an edition was due. With a zone per recipient, that of the
     * first zone.
     */
    public Instant lastDueUntil(Instant instant) {
        return firstDue(dayUntil(instant));
    }

    /** The period of the edition that was due last at that instant. */
    public DigestPeriod lastPeriod(Instant instant) {
        return DigestPeriod.containing(dayUntil(instant)).previous();
    }

    /**
     * The last completed week at that instant. A week is completed when it is over in the digest's own zone or its
     * edition is due.
     */
    public DigestPeriod lastCompleted(Instant instant) {
        DigestPeriod over = DigestPeriod.lastCompleted(instant, referenceZone());
        DigestPeriod due = lastPeriod(instant);
        return due.start().isAfter(over.start()) ? due : over;
    }

    /**
     * The latest week that an edition can cover at that instant: the last completed one. With a zone per recipient, a
     * week is completed when it is over in the first zone.
     */
    public DigestPeriod latestPeriod(Instant instant) {
        DigestPeriod completed = lastCompleted(instant);
        DigestPeriod first = zone == null ? DigestPeriod.lastCompleted(instant, FIRST_ZONE) : completed;
        return first.start().isAfter(completed.start()) ? first : completed;
    }

    /** The waves of the period's edition, in order. One wave if the digest has a single zone. */
    public List<Wave> waves(DigestPeriod period) {
        LocalDate day = period.end().plusDays(1).with(TemporalAdjusters.nextOrSame(weekday));
        if (zone != null) {
            return List.of(new Wave(dueInstant(day, zone), List.of(zone.getId())));
        }
        Map<Instant, List<String>> zones = new TreeMap<>();
        for (String id : Wave.ZONES) {
            zones.computeIfAbsent(dueInstant(day, ZoneId.of(id)), due -> new ArrayList<>())
                    .add(id);
        }
        zones.computeIfAbsent(dueInstant(day, fallbackZone), due -> new ArrayList<>())
                .add(Wave.NO_ZONE);
        return zones.entrySet().stream()
                .map(wave -> new Wave(wave.getKey(), List.copyOf(wave.getValue())))
                .toList();
    }

    /** The last local day whose edition was due by that instant, in its first zone. */
    private LocalDate dayUntil(Instant instant) {
        LocalDate next = instant.atZone(referenceZone())
                .toLocalDate()
                .minusDays(DAYS_APART)
                .with(TemporalAdjusters.previousOrSame(weekday));
        LocalDate day = next.minusWeeks(1);
        while (!firstDue(next).isAfter(instant)) {
            day = next;
            next = next.plusWeeks(1);
        }
        return day;
    }

    private Instant firstDue(LocalDate day) {
        return zone == null
                ? Collections.min(Wave.ZONES.stream()
                        .map(id -> dueInstant(day, ZoneId.of(id)))
                        .toList())
                : dueInstant(day, zone);
    }

    private Instant dueInstant(LocalDate day, ZoneId in) {
        LocalDateTime local = day.atTime(at);
        ZoneOffsetTransition change = in.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(in).toInstant();
    }
}
