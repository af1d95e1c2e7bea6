package dev.tidings.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    private static final Instant START = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2041-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # weekday, at,    zone,                after,                next,                 description
            MONDAY,    07:00, America/Los_Angeles, 2026-11-12T00:00:00Z, 2026-11-16T15:00:00Z, later in the week
            MONDAY,    07:00, America/Los_Angeles, 2026-11-16T14:59:59Z, 2026-11-16T15:00:00Z, the second before
            MONDAY,    07:00, America/Los_Angeles, 2026-11-16T15:00:00Z, 2026-11-23T15:00:00Z, the second itself
            MONDAY,    07:00, America/Los_Angeles, 2026-03-02T15:00:00Z, 2026-03-09T14:00:00Z, after 167 hours
            MONDAY,    07:00, America/Los_Angeles, 2026-10-26T14:00:00Z, 2026-11-02T15:00:00Z, after 169 hours
            MONDAY,    07:00, America/Los_Angeles, 2026-12-28T15:00:00Z, 2027-01-04T15:00:00Z, over the turn of the year
            SUNDAY,    02:30, America/Los_Angeles, 2026-03-02T00:00:00Z, 2026-03-08T10:00:00Z, skipped: first instant after the gap
            SUNDAY,    02:30, America/Los_Angeles, 2026-03-08T10:00:00Z, 2026-03-15T09:30:00Z, the week after the gap
            SUNDAY,    01:30, America/Los_Angeles, 2026-10-26T00:00:00Z, 2026-11-01T08:30:00Z, twice: the first time
            SUNDAY,    01:30, America/Los_Angeles, 2026-11-01T08:30:00Z, 2026-11-08T09:30:00Z, twice: not the second time
            SUNDAY,    01:30, America/Los_Angeles, 2026-11-01T09:00:00Z, 2026-11-08T09:30:00Z, between the two times
            MONDAY,    00:30, Asia/Tehran,         2021-03-15T00:00:00Z, 2021-03-21T20:30:00Z, gap at Monday's midnight
            FRIDAY,    07:00, Pacific/Apia,        2011-12-25T00:00:00Z, 2011-12-30T10:00:00Z, the day does not exist
            FRIDAY,    07:00, Pacific/Apia,        2011-12-30T10:00:00Z, 2012-01-05T17:00:00Z, the week after
            MONDAY,    00:30, Antarctica/Vostok,   2023-12-17T17:00:00Z, 2023-12-17T17:30:00Z, Monday begins twice: the first time
            MONDAY,    00:30, Antarctica/Vostok,   2023-12-17T19:00:00Z, 2023-12-24T19:30:00Z, Monday begins twice: not again
            """)
    void nextAfterFindsTheNextLocalTimeOfTheWeekday(
            DayOfWeek weekday, LocalTime at, ZoneId zone, Instant after, Instant next, String description) {
        Cadence cadence = new Cadence(weekday, at, zone);
        assertThat(cadence.nextAfter(after)).as(description).isEqualTo(next);
        assertThat(cadence.lastDueUntil(next)).as("itself: " + description).isEqualTo(next);
        Instant before = cadence.lastDueUntil(next.minusSeconds(1));
        assertThat(before).as("before: " + description).isBefore(next);
        assertThat(cadence.nextAfter(before))
                .as("after the one before: " + description)
                .isEqualTo(next);
        for (int hours = 0; hours < 100; hours++) {
            assertThat(cadence.lastDueUntil(next.plus(hours, ChronoUnit.HOURS)))
                    .as(description)
                    .isEqualTo(next);
        }
    }

    @Test
    void cadenceIsDueOncePerLocalWeekInEveryZone() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            requireOncePerWeek(new Cadence(DayOfWeek.MONDAY, LocalTime.MIDNIGHT, zone));
            requireOncePerWeek(new Cadence(DayOfWeek.SUNDAY, LocalTime.of(2, 30), zone));
        }
    }

    @Test
    void clockChangesNeitherSkipNorRepeatADueTime() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            ZoneOffsetTransition change = zone.getRules().nextTransition(START);
            while (change != null && change.getInstant().isBefore(END)) {
                requireOnceAround(change, zone);
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static void requireOncePerWeek(Cadence cadence) {
        Instant due = cadence.nextAfter(START);
        LocalDate week = weekOf(due, cadence.referenceZone());
        while (due.isBefore(END)) {
            Instant next = cadence.nextAfter(due);
            require(cadence, cadence.nextAfter(next.minusNanos(1)).equals(next), next);
            require(cadence, weekOf(next, cadence.referenceZone()).equals(week.plusWeeks(1)), next);
            due = next;
            week = week.plusWeeks(1);
        }
    }

    /** Checks cadences whose local time this change skips or repeats, at its first, middle and last minute. */
    private static void requireOnceAround(ZoneOffsetTransition change, ZoneId zone) {
        LocalDateTime first = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        long minutes = change.getDuration().abs().toMinutes();
        for (long minute : List.of(0L, minutes / 2, minutes - 1)) {
            LocalDateTime local = first.plusMinutes(minute);
            Cadence cadence = new Cadence(local.getDayOfWeek(), local.toLocalTime(), zone);
            Instant expected = change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());

            Instant weekBefore = change.getInstant().minus(6, ChronoUnit.DAYS);
            require(cadence, cadence.nextAfter(weekBefore).equals(expected), expected);
            Instant next = cadence.nextAfter(expected);
            require(
                    cadence,
                    LocalDate.ofInstant(next, zone).equals(local.toLocalDate().plusWeeks(1)),
                    next);
        }
    }

    private static LocalDate weekOf(Instant instant, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(instant);
        long day = Math.floorDiv(instant.getEpochSecond() + offset.getTotalSeconds(), 86_400);
        return LocalDate.ofEpochDay(day - Math.floorMod(day + 3, 7));
    }

    private static void require(Cadence cadence, boolean valid, Instant instant) {
        if (!valid) {
            throw new AssertionError(cadence + " is wrong about " + instant);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-10T09:59:59Z, 2026-04-27",
        "2026-05-10T10:00:00Z, 2026-05-04",
        "2026-05-11T12:00:00Z, 2026-05-04"
    })
    void latestPeriodIsOverInTheFirstZone(Instant now, LocalDate start) {
        Cadence perRecipient =
                new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), null, ZoneId.of("America/Los_Angeles"));

        assertThat(perRecipient.latestPeriod(now).start()).isEqualTo(start);
    }

    @Test
    void latestPeriodOfOneZoneIsItsLastCompletedOne() {
        Cadence cadence = new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), ZoneId.of("America/Los_Angeles"));
        Instant sundayThere = Instant.parse("2026-05-11T06:59:59Z");

        assertThat(cadence.latestPeriod(sundayThere).start()).isEqualTo("2026-04-27");
        assertThat(cadence.latestPeriod(sundayThere.plusSeconds(1)).start()).isEqualTo("2026-05-04");
    }
}
