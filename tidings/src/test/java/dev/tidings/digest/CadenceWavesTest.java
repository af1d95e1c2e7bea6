package dev.tidings.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Waves of editions that are due in each recipient's own zone, for every zone of the tz database over several years.
 */
class CadenceWavesTest {
    /** 2026 has a week 53, 2028 a leap day. */
    private static final LocalDate FROM = LocalDate.of(2025, 12, 29);

    private static final LocalDate TO = LocalDate.of(2029, 1, 7);

    @ParameterizedTest
    @CsvSource({"MONDAY, 08:00", "MONDAY, 00:00", "SUNDAY, 00:00", "SUNDAY, 02:30", "FRIDAY, 00:30", "THURSDAY, 23:59"})
    void everyZoneIsDueOncePerWeekAtTheLocalTime(DayOfWeek weekday, LocalTime at) {
        Cadence cadence = new Cadence(weekday, at, null, ZoneId.of("America/Los_Angeles"));
        Map<String, Instant> before = new HashMap<>();
        for (LocalDate monday = FROM; monday.isBefore(TO); monday = monday.plusWeeks(1)) {
            DigestPeriod period = DigestPeriod.containing(monday);
            LocalDate day = period.end().with(TemporalAdjusters.next(weekday));
            Map<String, Instant> due = byZone(cadence.waves(period));

            assertThat(due).hasSize(Wave.ZONES.size() + 1).containsKeys(Wave.ZONES.toArray(String[]::new));
            assertThat(due.get(Wave.NO_ZONE)).isEqualTo(due.get("America/Los_Angeles"));
            due.forEach((zone, instant) -> {
                if (!zone.equals(Wave.NO_ZONE)) {
                    requireLocalTime(day.atTime(at), ZoneId.of(zone), instant);
                }
                Instant last = before.put(zone, instant);
                assertThat(last == null || last.plus(Duration.ofDays(6)).isBefore(instant))
                        .isTrue();
            });
        }
    }

    @Test
    void editionOpensWithItsFirstZone() {
        Cadence cadence = new Cadence(DayOfWeek.MONDAY, LocalTime.of(8, 0), null, ZoneId.of("Europe/Berlin"));
        Instant instant = FROM.atStartOfDay().toInstant(ZoneOffset.UTC);
        for (LocalDate monday = FROM; monday.isBefore(TO); monday = monday.plusWeeks(1)) {
            DigestPeriod period = DigestPeriod.containing(monday);
            List<Wave> waves = cadence.waves(period);
            Instant first = waves.getFirst().due();
            Instant last = waves.getLast().due();

            assertThat(waves.getFirst().zones()).contains("Pacific/Kiritimati");
            assertThat(waves.getLast().zones()).contains("Etc/GMT+12");
            assertThat(Duration.between(first, last)).isEqualTo(Duration.ofHours(26));
            assertThat(cadence.nextAfter(first.minusSeconds(1))).isEqualTo(first);
            assertThat(cadence.lastDueUntil(first)).isEqualTo(first);
            assertThat(cadence.lastDueUntil(last)).isEqualTo(first);
            assertThat(cadence.lastPeriod(first)).isEqualTo(period);
            assertThat(cadence.lastPeriod(first.minusSeconds(1))).isEqualTo(period.previous());
            assertThat(first).isAfter(instant);
            instant = first;
        }
    }

    @Test
    void testedYearsHaveAWeek53AndALeapDay() {
        assertThat(LocalDate.of(2026, 12, 28).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                .isEqualTo(53);
        assertThat(LocalDate.of(2028, 2, 29)).isBetween(FROM, TO);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # weekday, at,   zone,                 week before the day, due,           description
            MONDAY,   08:00, Asia/Kolkata,         2026-05-04, 2026-05-11T02:30:00Z, half an hour
            MONDAY,   08:00, Asia/Kathmandu,       2026-05-04, 2026-05-11T02:15:00Z, three quarters
            MONDAY,   08:00, Pacific/Chatham,      2026-09-21, 2026-09-27T18:15:00Z, three quarters in summer
            MONDAY,   08:00, Pacific/Chatham,      2026-09-14, 2026-09-20T19:15:00Z, three quarters in winter
            SUNDAY,   02:15, Australia/Lord_Howe,  2026-09-21, 2026-10-03T15:30:00Z, a gap of half an hour: its end
            SUNDAY,   01:45, Australia/Lord_Howe,  2026-03-23, 2026-04-04T14:45:00Z, half an hour twice: the first time
            MONDAY,   08:00, Pacific/Apia,         2026-05-04, 2026-05-10T19:00:00Z, west of the date line by the calendar
            MONDAY,   08:00, Pacific/Pago_Pago,    2026-05-04, 2026-05-11T19:00:00Z, a day behind its neighbor
            MONDAY,   08:00, Pacific/Kiritimati,   2026-05-04, 2026-05-10T18:00:00Z, the first
            MONDAY,   08:00, Etc/GMT+12,           2026-05-04, 2026-05-11T20:00:00Z, the last
            FRIDAY,   08:00, Pacific/Apia,         2011-12-19, 2011-12-30T10:00:00Z, the day does not exist
            SUNDAY,   00:00, America/Asuncion,     2023-09-18, 2023-10-01T04:00:00Z, gap at midnight
            SUNDAY,   00:00, Asia/Beirut,          2026-03-16, 2026-03-28T22:00:00Z, gap at midnight
            FRIDAY,   00:30, Africa/Cairo,         2026-04-13, 2026-04-23T22:00:00Z, gap at midnight
            SUNDAY,   00:15, America/Santiago,     2026-08-24, 2026-09-06T04:00:00Z, gap at midnight
            SUNDAY,   00:59, America/Havana,       2026-02-23, 2026-03-08T05:00:00Z, gap at midnight
            SUNDAY,   00:30, America/Havana,       2026-10-19, 2026-11-01T04:30:00Z, midnight twice: the first time
            MONDAY,   08:00, Europe/Berlin,        2026-12-28, 2027-01-04T07:00:00Z, week 53
            TUESDAY,  08:00, Europe/Berlin,        2028-02-21, 2028-02-29T07:00:00Z, leap day
            """)
    void waveIsDueAtTheLocalTimeOfItsZone(
            DayOfWeek weekday, LocalTime at, ZoneId zone, LocalDate week, Instant due, String description) {
        DigestPeriod period = DigestPeriod.containing(week);
        Cadence perRecipient = new Cadence(weekday, at, null, ZoneId.of("UTC"));

        assertThat(byZone(perRecipient.waves(period)).get(zone.getId()))
                .as(description)
                .isEqualTo(due);
        assertThat(new Cadence(weekday, at, zone).waves(period))
                .as("a digest in that zone alone: " + description)
                .containsExactly(new Wave(due, List.of(zone.getId())));
    }

    private static Map<String, Instant> byZone(List<Wave> waves) {
        Map<String, Instant> due = new HashMap<>();
        for (Wave wave : waves) {
            for (String zone : wave.zones()) {
                assertThat(due.put(zone, wave.due())).as(zone + " twice").isNull();
            }
        }
        return due;
    }

    /** Calculates with the zone's valid offsets, which the cadence does not use. */
    private static void requireLocalTime(LocalDateTime local, ZoneId zone, Instant due) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        boolean valid = offsets.isEmpty()
                ? LocalDateTime.ofInstant(due, zone).isAfter(local)
                        && LocalDateTime.ofInstant(due.minusSeconds(1), zone).isBefore(local)
                : due.equals(local.toInstant(offsets.getFirst()));
        if (!valid) {
            throw new AssertionError(local + " in " + zone + " is not " + due);
        }
    }
}
