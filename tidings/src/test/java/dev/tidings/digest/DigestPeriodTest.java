package dev.tidings.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counterpart of {@code get_last_completed_week}, in every zone of the tz database. */
class DigestPeriodTest {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2014, 12, 29);
    private static final LocalDate LAST_MONDAY = LocalDate.of(2040, 12, 31);
    private static final int THURSDAY_OF_EPOCH = 3;

    @ParameterizedTest
    @CsvSource(textBlock = """
            # zone,                instant,               monday,     description
            America/Los_Angeles,   2026-11-16T15:00:00Z, 2026-11-09, an ordinary Monday at seven
            America/Los_Angeles,   2026-11-16T07:59:59Z, 2026-11-02, the second before the week is over
            America/Los_Angeles,   2026-11-16T08:00:00Z, 2026-11-09, the second itself
            America/Los_Angeles,   2026-11-16T08:00:01Z, 2026-11-09, the second after
            America/Los_Angeles,   2026-11-22T12:00:00Z, 2026-11-09, still so on the next Sunday
            America/Los_Angeles,   2026-03-09T06:59:59Z, 2026-02-23, spring: before a week of 167 hours is over
            America/Los_Angeles,   2026-03-09T07:00:00Z, 2026-03-02, spring: a week of 167 hours
            America/Los_Angeles,   2026-11-02T07:59:59Z, 2026-10-19, autumn: before a week of 169 hours is over
            America/Los_Angeles,   2026-11-02T08:00:00Z, 2026-10-26, autumn: a week of 169 hours
            America/Los_Angeles,   2021-01-04T08:00:00Z, 2020-12-28, week 53 over the turn of the year
            America/Los_Angeles,   2027-01-04T07:59:59Z, 2026-12-21, before week 53 is over
            America/Los_Angeles,   2027-01-04T08:00:00Z, 2026-12-28, week 53 again
            America/Los_Angeles,   2025-01-06T08:00:00Z, 2024-12-30, week 1 that begins in the old year
            America/Los_Angeles,   2024-03-04T08:00:00Z, 2024-02-26, a leap day inside
            Asia/Kolkata,          2024-03-03T18:29:59Z, 2024-02-19, half an hour off: the second before
            Asia/Kolkata,          2024-03-03T18:30:00Z, 2024-02-26, half an hour off
            Asia/Kathmandu,        2026-11-15T18:15:00Z, 2026-11-09, three quarters of an hour off
            Australia/Lord_Howe,   2026-04-05T13:29:59Z, 2026-03-23, a clock change of half an hour: the second before
            Australia/Lord_Howe,   2026-04-05T13:30:00Z, 2026-03-30, a clock change of half an hour
            Pacific/Kiritimati,    2026-11-15T10:00:00Z, 2026-11-09, fourteen hours ahead
            Etc/GMT+12,            2026-11-16T12:00:00Z, 2026-11-09, twelve hours behind
            Africa/Cairo,          2024-04-28T21:00:00Z, 2024-04-22, Friday's midnight was skipped
            Asia/Beirut,           2024-03-31T20:59:59Z, 2024-03-18, Sunday's midnight was skipped: the second before
            Asia/Beirut,           2024-03-31T21:00:00Z, 2024-03-25, Sunday's midnight was skipped
            America/Santiago,      2024-09-09T03:00:00Z, 2024-09-02, Sunday's midnight was skipped
            America/Asuncion,      2023-10-02T03:00:00Z, 2023-09-25, Sunday's midnight was skipped
            Atlantic/Azores,       2024-04-01T00:00:00Z, 2024-03-25, Sunday's midnight was skipped
            Atlantic/Azores,       2024-10-28T01:00:00Z, 2024-10-21, Sunday's first hour came twice
            Asia/Tehran,           2021-03-21T20:29:59Z, 2021-03-08, Monday's midnight was skipped: the second before
            Asia/Tehran,           2021-03-21T20:30:00Z, 2021-03-15, Monday's midnight was skipped
            Asia/Tehran,           2020-09-20T19:30:00Z, 2020-09-07, Sunday's last hour came twice: the second one
            Asia/Tehran,           2020-09-20T20:30:00Z, 2020-09-14, Sunday's last hour came twice and is over
            Antarctica/Vostok,     2023-12-17T16:59:59Z, 2023-12-04, before Monday's midnight came for the first time
            Antarctica/Vostok,     2023-12-17T17:00:00Z, 2023-12-11, Monday's midnight for the first time
            Antarctica/Vostok,     2023-12-17T19:00:00Z, 2023-12-11, Monday's midnight for the second time
            Pacific/Apia,          2012-01-01T09:59:59Z, 2011-12-19, a week without a Friday: the second before
            Pacific/Apia,          2012-01-01T10:00:00Z, 2011-12-26, a week without a Friday
            Pacific/Kwajalein,     1993-08-22T11:59:59Z, 1993-08-09, a week without a Saturday: the second before
            Pacific/Kwajalein,     1993-08-22T12:00:00Z, 1993-08-16, a week without a Saturday
            """)
    void lastCompletedIsTheWeekBeforeTheLocalDate(ZoneId zone, Instant instant, LocalDate monday, String description) {
        DigestPeriod period = DigestPeriod.lastCompleted(instant, zone);

        assertThat(period).as(description).isEqualTo(new DigestPeriod(monday, monday.plusDays(6)));
    }

    @Test
    void weekEndsAtMondaysStartInEveryZone() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (LocalDate monday = FIRST_MONDAY; monday.isBefore(LAST_MONDAY); monday = monday.plusWeeks(1)) {
                Instant midnight = monday.atStartOfDay(zone).toInstant();

                requireLastCompleted(zone, midnight.minusSeconds(1), monday.minusWeeks(2));
                requireLastCompleted(zone, midnight, monday.minusWeeks(1));
                requireLastCompleted(zone, midnight.plusSeconds(1), monday.minusWeeks(1));
            }
        }
    }

    @Test
    void clockChangesDoNotMoveWeeks() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            ZoneRules rules = zone.getRules();
            ZoneOffsetTransition change = rules.nextTransition(Instant.parse("1970-01-01T00:00:00Z"));
            while (change != null && change.getDateTimeBefore().getYear() <= 2040) {
                for (int seconds = -1; seconds <= 1; seconds++) {
                    Instant instant = change.getInstant().plusSeconds(seconds);
                    requireLastCompleted(zone, instant, mondayByArithmetic(instant, rules));
                }
                change = rules.nextTransition(change.getInstant());
            }
        }
    }

    @Test
    void periodMustRunFromMondayToSunday() {
        LocalDate monday = LocalDate.of(2026, 11, 9);

        assertThatIllegalArgumentException().isThrownBy(() -> new DigestPeriod(monday.plusDays(1), monday.plusDays(7)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DigestPeriod(monday, monday.plusDays(7)));
    }

    @Test
    void eachDayBelongsToOnePeriod() {
        DigestPeriod week = new DigestPeriod(LocalDate.of(2026, 12, 28), LocalDate.of(2027, 1, 3));

        for (LocalDate day = week.start(); !day.isAfter(week.end()); day = day.plusDays(1)) {
            assertThat(DigestPeriod.containing(day)).isEqualTo(week);
            assertThat(week.contains(day)).isTrue();
            assertThat(week.previous().contains(day)).isFalse();
        }
        assertThat(week.contains(week.start().minusDays(1))).isFalse();
        assertThat(week.contains(week.end().plusDays(1))).isFalse();
        assertThat(week.previous()).isEqualTo(new DigestPeriod(LocalDate.of(2026, 12, 21), LocalDate.of(2026, 12, 27)));
    }

    /** Calculates with the offset only, without java.time's calendar. */
    private static LocalDate mondayByArithmetic(Instant instant, ZoneRules rules) {
        long localSecond = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
        long day = Math.floorDiv(localSecond, 86_400);
        return LocalDate.ofEpochDay(day - Math.floorMod(day + THURSDAY_OF_EPOCH, 7) - 7);
    }

    /** Compares without AssertJ, which would take a minute for some million cases. */
    private static void requireLastCompleted(ZoneId zone, Instant instant, LocalDate monday) {
        DigestPeriod period = DigestPeriod.lastCompleted(instant, zone);
        if (!period.start().equals(monday) || !period.end().equals(monday.plusDays(6))) {
            throw new AssertionError(instant + " in " + zone + ": " + period + " instead of the week of " + monday);
        }
    }
}
