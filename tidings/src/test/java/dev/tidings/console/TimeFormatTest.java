package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Cadence;
import dev.tidings.opportunities.Deadline;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeFormatTest {
    private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    private final TimeFormat inBangkok = new TimeFormat(NOW, ZoneId.of("Asia/Bangkok"));
    private final TimeFormat withoutZone = new TimeFormat(NOW, null);

    @Test
    void relativeTimesUseTheLargestFittingUnit() {
        assertThat(ago(Duration.ofSeconds(44))).isEqualTo("just now");
        assertThat(ago(Duration.ofSeconds(45))).isEqualTo("1 minute ago");
        assertThat(ago(Duration.ofMinutes(89))).isEqualTo("89 minutes ago");
        assertThat(ago(Duration.ofMinutes(90))).isEqualTo("2 hours ago");
        assertThat(ago(Duration.ofHours(35))).isEqualTo("35 hours ago");
        assertThat(ago(Duration.ofHours(36))).isEqualTo("2 days ago");
        assertThat(ago(Duration.ofDays(60))).isEqualTo("60 days ago");
        assertThat(ago(Duration.ofDays(61))).isEqualTo("Sep 16, 2026");
        assertThat(ago(Duration.ofSeconds(-10))).isEqualTo("in a moment");
        assertThat(ago(Duration.ofDays(-7))).isEqualTo("in 7 days");
    }

    @Test
    void zoneByZoneRunIsShownFromTheFirstZoneToTheLast() {
        Cadence cadence = new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), null, LOS_ANGELES);
        Instant first = cadence.nextAfter(NOW);

        assertThat(inBangkok.zoneByZone(cadence, first, first.plus(Duration.ofHours(26))))
                .isEqualTo("from Monday 07:00 in Kiritimati (in 6 days) to Monday 07:00 in UTC-12:00, 26 hours later");
    }

    @Test
    void runTimeIsShownInBothZones() {
        assertThat(inBangkok.inBothZones(NOW, LOS_ANGELES))
                .isEqualTo("Monday 07:00 in Los Angeles, 22:00 in Bangkok for you");
        assertThat(new TimeFormat(NOW, ZoneId.of("Asia/Tokyo")).inBothZones(NOW, LOS_ANGELES))
                .isEqualTo("Monday 07:00 in Los Angeles, Tuesday 00:00 in Tokyo for you");
    }

    @Test
    void runTimeIsShownOnceForTheSameOffsetOrAnUnknownZone() {
        assertThat(new TimeFormat(NOW, ZoneId.of("America/Vancouver")).inBothZones(NOW, LOS_ANGELES))
                .isEqualTo("Monday 07:00 in Los Angeles");
        assertThat(withoutZone.inBothZones(NOW, LOS_ANGELES)).isEqualTo("Monday 07:00 in Los Angeles");
        assertThat(withoutZone.inBothZones(NOW, ZoneId.of("UTC"))).isEqualTo("Monday 15:00 UTC");
    }

    @Test
    void exactTimesAreInTheOperatorsZoneOrUtc() {
        assertThat(inBangkok.exact(NOW)).isEqualTo("Mon, Nov 16, 2026, 22:00:00 (Bangkok)");
        assertThat(withoutZone.exact(NOW)).isEqualTo("Mon, Nov 16, 2026, 15:00:00 (UTC)");
    }

    @Test
    void deadlinesAreCountedInDays() {
        assertThat(withoutZone.deadline(null)).isEqualTo("no deadline given");
        assertThat(deadline("2026-11-15")).isEqualTo("closed Nov 15, 2026");
        assertThat(deadline("2026-11-16")).isEqualTo("closes today (Nov 16)");
        assertThat(deadline("2026-11-17")).isEqualTo("closes tomorrow (Nov 17)");
        assertThat(deadline("2026-11-25")).isEqualTo("closes in 9 days (Nov 25)");
        Instant midnightInBangkok = Instant.parse("2026-11-17T17:00:00Z");
        Deadline exact = new Deadline(LocalDate.parse("2026-11-17"), midnightInBangkok);
        assertThat(inBangkok.deadline(exact)).isEqualTo("closes tomorrow (Nov 17, 24:00)");
        assertThat(withoutZone.deadline(exact)).isEqualTo("closes tomorrow (Nov 17, 17:00)");
        assertThat(withoutZone.deadline(new Deadline(LocalDate.parse("2026-11-16"), NOW)))
                .isEqualTo("closed Nov 16, 2026");
    }

    @Test
    void shortDurationsAreInSeconds() {
        assertThat(withoutZone.elapsed(NOW.minusSeconds(99), NOW)).isEqualTo("99 seconds");
        assertThat(withoutZone.elapsed(NOW.minusSeconds(1), null)).isEqualTo("1 second");
        assertThat(withoutZone.elapsed(NOW.minusSeconds(281), NOW)).isEqualTo("5 minutes");
    }

    private String deadline(String day) {
        return withoutZone.deadline(new Deadline(LocalDate.parse(day), null));
    }

    private String ago(Duration age) {
        return withoutZone.relative(NOW.minus(age));
    }
}
