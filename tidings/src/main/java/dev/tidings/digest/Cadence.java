package dev.tidings.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a digest goes out: once a week, at a local time, in one zone or in each recipient's own.
 *
 * <p>The day is found by counting local days, never hours, so a clock change moves nothing. A local time that a clock
 * change skips means the first moment after the gap; one that happens twice means the first time.
 *
 * @param zone null for each recipient's own
 * @param fallbackZone the zone of recipients who have none, where each has their own
 */
public record Cadence(
        DayOfWeek weekday, LocalTime at, @Nullable ZoneId zone, ZoneId fallbackZone) {
    static final ZoneId STANDARD_FALLBACK = ZoneId.of("UTC");

    /** No zone is further from another one than this, nor skips more days. */
    private static final int DAYS_APART = 2;

    /** A cadence in one zone. */
    public Cadence(DayOfWeek weekday, LocalTime at, ZoneId zone) {
        this(weekday, at, zone, STANDARD_FALLBACK);
    }

    /** Whether letters go out zone by zone. */
    public boolean perRecipient() {
        return zone == null;
    }

    /** The digest's own zone: what is not for one recipient is reckoned and shown in it. */
    public ZoneId referenceZone() {
        return zone == null ? fallbackZone : zone;
    }

    /**
     * The first instant after the given one at which an edition is due. With a zone per recipient, that of the first
     * zone.
     */
    public Instant nextAfter(Instant moment) {
        return firstDue(dayUntil(moment).plusWeeks(1));
    }

    /**
     * The last instant not after the given one at which an edition was due. With a zone per recipient, that of the
     * first zone.
     */
    public Instant lastDueUntil(Instant moment) {
        return firstDue(dayUntil(moment));
    }

    /** What the edition covers that was due last at that moment. */
    public DigestPeriod lastPeriod(Instant moment) {
        return DigestPeriod.containing(dayUntil(moment)).previous();
    }

    /**
     * The last week that is over at that moment: in the digest's own zone, or where an edition of it is due already.
     */
    public DigestPeriod lastCompleted(Instant moment) {
        DigestPeriod over = DigestPeriod.lastCompleted(moment, referenceZone());
        DigestPeriod due = lastPeriod(moment);
        return due.start().isAfter(over.start()) ? due : over;
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

    /** The last local day whose edition was due by that moment, in its first zone. */
    private LocalDate dayUntil(Instant moment) {
        LocalDate next = moment.atZone(referenceZone())
                .toLocalDate()
                .minusDays(DAYS_APART)
                .with(TemporalAdjusters.previousOrSame(weekday));
        LocalDate day = next.minusWeeks(1);
        while (!firstDue(next).isAfter(moment)) {
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
