package dev.tidings.scraping.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineParserTest {
    private static final Instant FOUND = Instant.parse("2026-11-20T12:00:00Z");

    private final DeadlineParser parser = new DeadlineParser(DateOrder.DAY_FIRST, ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-30",
                "2026/11/30",
                "20261130",
                "30.11.2026",
                "30. 11. 2026",
                "30/11/2026",
                "30-11-26",
                "Nov 30, 2026",
                "Nov. 30th, 2026",
                "November 30 2026",
                "30 November 2026",
                "30th of November 2026",
                "30. November 2026",
                "30 novembre 2026",
                "30 de noviembre de 2026",
                "30-Nov-2026",
                "Monday, 30 Nov 2026",
                "Deadline: 30 NOVEMBER 2026 (final)",
                "1 October – 30 November 2026",
                "1–30 November 2026",
                "November 1 - 30, 2026",
                "Oct 1, 2026 to Nov 30, 2026",
                "2026-10-01/2026-11-30",
                "2026-11-30T00:00:00Z",
                "2026-11-30T00:00:00-05:00",
                "30 November 2026, 24:00",
                "30 November 2026, midnight",
                "1795996800",
                "1795993200000"
            })
    void dateWithoutTimeIsParsed(String text) {
        assertThat(parser.parse(text, FOUND))
                .isEqualTo(DeadlineReading.of(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 30))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-30T23:59:00Z | 2026-11-30T23:59Z",
                "2026-11-29T23:00:00Z | 2026-11-29T23:00Z",
                "2026-03-15T17:00:00-07:00 | 2026-03-15T17:00-07:00",
                "December 22, 2026, 4:00 PM PST | 2026-12-22T16:00-08:00",
                "December 22, 2026, 5pm PT | 2026-12-22T17:00-08:00",
                "22 Dec 2026, 7 pm EST | 2026-12-22T19:00-05:00",
                "22 Dec 2026, 11:59 PM HST | 2026-12-22T23:59-10:00",
                "22 Dec 2026 11:59pm AKST | 2026-12-22T23:59-09:00",
                "22 Dec 2026, 17:00 NZDT | 2026-12-22T17:00+13:00",
                "22 Dec 2026, 17:00 SAST | 2026-12-22T17:00+02:00",
                "22 Dec 2026 23h59 BRT | 2026-12-22T23:59-03:00",
                "22 декабря 2026, 23:59 МСК | 2026-12-22T23:59+03:00",
                "Dec 22, 2026 at 11:59 p.m. Pacific Time | 2026-12-22T23:59-08:00",
                "Dec 22, 2026 at 5 PM Eastern Standard Time | 2026-12-22T17:00-05:00",
                "22 décembre 2026 à 17h30 (heure de Paris) | 2026-12-22T17:30+01:00",
                "22 Dec 2026, 17:00 Tokyo time | 2026-12-22T17:00+09:00",
                "22 Dec 2026, 23:59 anywhere on earth | 2026-12-22T23:59-12:00",
                "midnight GMT 22 December 2026 | 2026-12-22T23:59Z",
                "22.12.2026 kl. 12.00 | 2026-12-22T12:00+01:00",
                "10 Jan 2027, 9:00-12:00 | 2027-01-10T09:00+01:00",
                "2026-11-30T23:59:59.999+01:00 | 2026-11-30T23:59:59+01:00",
                "2026-11-30 23:59:00 +0530 | 2026-11-30T23:59+05:30",
                "Mon, 30 Nov 2026 17:00:00 -0500 | 2026-11-30T17:00-05:00",
                "Mon, 30 Nov 2026 17:00:00 GMT | 2026-11-30T17:00Z",
                "30 November 2026, 23:59 CET | 2026-11-30T23:59+01:00",
                "30 July 2026, 23:59 CET | 2026-07-30T23:59+02:00",
                "30 July 2026, 23:59 | 2026-07-30T23:59+02:00",
                "Nov 30, 2026 at 11:59 PM EST | 2026-11-30T23:59-05:00",
                "Nov 30, 2026, 5pm (PT) | 2026-11-30T17:00-08:00",
                "Nov 30, 2026 at 12 noon | 2026-11-30T12:00+01:00",
                "30.11.2026, 18 Uhr | 2026-11-30T18:00+01:00",
                "30.11.2026 um 18.30 Uhr | 2026-11-30T18:30+01:00",
                "11:59 p.m. UTC+2 on 30 November 2026 | 2026-11-30T23:59+02:00",
                "30 November 2026, 23:59 AoE | 2026-11-30T23:59-12:00",
                "30 November 2026 10:00 America/New_York | 2026-11-30T10:00-05:00",
                "1 Oct 2026 09:00 – 30 Nov 2026 18:00 | 2026-11-30T18:00+01:00"
            })
    void momentKeepsItsZone(String text, OffsetDateTime dateTime) {
        assertThat(parser.parse(text, FOUND)).isEqualTo(DeadlineReading.of(new ParsedDate.DateWithTime(dateTime)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rolling",
                "ongoing",
                "Open until filled",
                "no deadline",
                "laufend",
                "Applications accepted year-round"
            })
    void statedLackOfADeadlineIsRecognized(String text) {
        assertThat(parser.parse(text, FOUND)).isEqualTo(DeadlineReading.of(new ParsedDate.NoDeadline()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "contact us",
                "November",
                "early November 2026",
                "31.11.2026",
                "2026-13-01",
                "30.11.1926",
                "12345678",
                "26-12-15",
                "1.2.3"
            })
    void invalidDateIsNotGuessed(String text) {
        assertThat(parser.parse(text, FOUND).date()).isInstanceOf(ParsedDate.UnparsableDate.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 November | 2026-11-30",
                "Nov 20 | 2026-11-20",
                "19 November | 2027-11-19",
                "29 February | 2028-02-29",
                "Opens 1 December, closes 15 January | 2027-01-15",
                "Opens 1 December 2026, closes 15 January | 2027-01-15",
                "November 2026 | 2026-11-30",
                "mid-January 2027 | 2027-01-15",
                "2026-W49 | 2026-12-06",
                "15 listopada 2027 | 2027-11-15",
                "Monday, 1 December 2026 | 2026-12-01",
                "Early bird: 5 Dec 2026 | 2026-12-05"
            })
    void inferredDayHasARemark(String text, LocalDate day) {
        DeadlineReading reading = parser.parse(text, FOUND);

        assertThat(reading.date()).isEqualTo(new ParsedDate.DateOnly(day));
        assertThat(reading.remarks()).isNotEmpty();
        assertThat(reading.isRelative()).isFalse();
    }

    @Test
    void relativeDayIsCountedFromTheDayItWasFound() {
        assertThat(parser.parse("in 3 days", FOUND))
                .isEqualTo(new DeadlineReading(
                        new ParsedDate.DateOnly(LocalDate.of(2026, 11, 23)),
                        List.of("is counted from the day it was found: 2026-11-23"),
                        true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Open call: 30 November 2026 | 2026-11-30",
                "Deadline for the exhibition: 30 November 2026 | 2026-11-30",
                "30 November 2026 (notification by 30 January 2027) | 2026-11-30",
                "Deadline extended from 1 November 2026 to 30 November 2026 | 2026-11-30",
                "Application deadline 30 November 2026. Residency from 1 March 2027 to 30 May 2027. | 2026-11-30",
                "Apply by 30 November 2026 for residencies in June 2027 | 2026-11-30",
                "30 November 2026 deadline; 15 January 2027 exhibition opens | 2026-11-30",
                "The deadline was 30 November 2026 | 2026-11-30"
            })
    void wordsBesideTheDatesDecide(String text, LocalDate day) {
        assertThat(parser.parse(text, FOUND)).isEqualTo(DeadlineReading.of(new ParsedDate.DateOnly(day)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Notification by 30 November 2026 | names only the day of a notification",
                "Exhibition opens 30 November 2026 | names only the day of an event",
                "Opens 30 November 2026 | names only the day of an opening",
                "1 March 2027, 1 June 2027 | names several days (2027-03-01, 2027-06-01) and not which of them counts",
                "December 1 & 15, 2026 | names several days (2026-12-01, 2026-12-15) and not which of them counts"
            })
    void otherOrSeveralDatesAreRefused(String text, String reason) {
        assertThat(parser.parse(text, FOUND)).isEqualTo(DeadlineReading.of(new ParsedDate.UnparsableDate(reason)));
    }

    @Test
    void closedCallIsNoCall() {
        assertThat(parser.parse("Applications are closed", FOUND).date())
                .isEqualTo(new ParsedDate.ApplicationsClosed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 - 1 march 1:00 (",
                "5 pm heure de la ",
                "(pacific time ",
                "1 march 5:00 a b c d time ",
                "17 h 30 -08:00 ",
                "令和8年 午後5時 ",
                "after no "
            })
    void hostileTextIsReadInLinearTime(String part) {
        String hostile = (part.repeat(300 / part.length()) + " ".repeat(200) + "a".repeat(300)).repeat(10);

        assertTimeout(Duration.ofSeconds(10), () -> parser.parse(hostile, FOUND));
    }

    @Test
    void dateBesideUnknownWordsHasARemark() {
        assertThat(parser.parse("Steinsammlung: 30 November 2026", FOUND))
                .isEqualTo(DeadlineReading.of(
                        new ParsedDate.DateOnly(LocalDate.of(2026, 11, 30)),
                        "stands beside words that do not say what it is"));
    }

    @Test
    void ambiguousZoneIsThatOfTheSourceOrNoted() {
        String text = "30 November 2026, 17:00 IST";

        assertThat(new DeadlineParser(DateOrder.DAY_FIRST, ZoneId.of("Europe/Dublin")).parse(text, FOUND))
                .isEqualTo(DeadlineReading.of(new ParsedDate.DateWithTime(OffsetDateTime.parse("2026-11-30T17:00Z"))));
        assertThat(parser.parse(text, FOUND))
                .isEqualTo(DeadlineReading.of(
                        new ParsedDate.DateWithTime(OffsetDateTime.parse("2026-11-30T17:00+05:30")),
                        "names \"IST\" beside its hour, which was read as the zone Asia/Kolkata"));
    }

    @Test
    void publicationIsTheLastDateWithAYear() {
        assertThat(parser.parsePublication("Posted 3 November, updated Nov 5, 2026"))
                .isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 5)));
        assertThat(parser.parsePublication("3 days ago")).isInstanceOf(ParsedDate.UnparsableDate.class);
    }

    @Test
    void dateOrderAppliesToSlashesOnly() {
        DeadlineParser monthFirst = new DeadlineParser(DateOrder.MONTH_FIRST, ZoneId.of("UTC"));

        assertThat(monthFirst.parse("Deadline: 11/10/2026", FOUND).date())
                .isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 10)));
        assertThat(monthFirst.parse("10.11.2026", FOUND).date())
                .isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 10)));
        assertThat(parser.parse("11/10/2026", FOUND).date())
                .isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 10, 11)));
    }

    @ParameterizedTest
    @CsvSource({
        "5/3/2027-12/3/2027, DAY_FIRST, 2027-03-12",
        "1/12/2026-5/12/2026, DAY_FIRST, 2026-12-05",
        "1/12/26-5/12/26, DAY_FIRST, 2026-12-05",
        "01.12.2026–15.12.2026, DAY_FIRST, 2026-12-15",
        "01-12-2026-15-12-2026, DAY_FIRST, 2026-12-15",
        "2026-12-01-2026-12-15, DAY_FIRST, 2026-12-15",
        "2026.12.01-2026.12.15, DAY_FIRST, 2026-12-15",
        "12/1/2026-1/5/2027, MONTH_FIRST, 2027-01-05"
    })
    void periodNeedsNoSpaces(String text, DateOrder order, LocalDate last) {
        assertThat(new DeadlineParser(order, ZoneId.of("UTC")).parse(text, FOUND))
                .isEqualTo(DeadlineReading.of(new ParsedDate.DateOnly(last)));
    }

    @ParameterizedTest
    @CsvSource({
        "1.12.2026 - 15.01., DAY_FIRST, 2027-01-15",
        "Bewerbungen vom 1.12.2026 bis 15.01. möglich, DAY_FIRST, 2027-01-15",
        "1. Dezember 2026 – 20.12., DAY_FIRST, 2026-12-20",
        "12/1/2026 - 1/15, MONTH_FIRST, 2027-01-15",
        "1.12.2026 und 15.01., DAY_FIRST, 2026-12-01",
        "1.12.2026 - 45.01., DAY_FIRST, 2026-12-01"
    })
    void lastDayOfAPeriodMayBeNumbersWithoutAYear(String text, DateOrder order, LocalDate last) {
        ParsedDate date =
                new DeadlineParser(order, ZoneId.of("UTC")).parse(text, FOUND).date();
        assertThat(date).isEqualTo(new ParsedDate.DateOnly(last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "14 days prior to January 15, 2027",
                "one week before 15 January 2027",
                "30 days after Friday, 15 January 2027",
                "2 Wochen vor dem 15. Januar 2027"
            })
    void dayCountedFromAnotherIsRefused(String text) {
        assertThat(parser.parse(text, FOUND).date())
                .isEqualTo(new ParsedDate.UnparsableDate("is counted from another day"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20.12.2026 Einsendeschluss 15.01.2027 Jurysitzung",
                "20.12.2026 Einsendeschluss 15.01.2027 Preisvergabe",
                "Dec 20, 2026 Submission deadline Mar 1, 2027 Exhibition opens",
                "20 Dec 2026 deadline, notification by 30 January 2027 by email"
            })
    void wordsThatCouldBelongToTheDateBeforeOrBehindDecideNothing(String text) {
        assertThat(parser.parse(text, FOUND).date())
                .isEqualTo(new ParsedDate.UnparsableDate("names several days and not clearly which of them counts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fee goes up after 15 March 2027", "Rolling deadline; first review 15 March 2027"})
    void dayThatMayNotBeTheLastHasARemark(String text) {
        DeadlineReading reading = parser.parse(text, FOUND);

        assertThat(reading.date()).isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2027, 3, 15)));
        assertThat(reading.remarks()).hasSize(1);
    }

    @Test
    void wrongDateOrderIsAnErrorAndNotSwapped() {
        assertThat(parser.parse("11/30/2026", FOUND).date())
                .isEqualTo(new ParsedDate.UnparsableDate("is not a valid date with the day first"));
    }
}
