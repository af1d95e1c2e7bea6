package dev.tidings.scraping.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateParserTest {
    private final DateParser parser = new DateParser(DateOrder.DAY_FIRST, ZoneId.of("Europe/Berlin"));

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
                "2026-11-29T23:00:00Z",
                "2026-11-30T00:00:00-05:00",
                "30 November 2026, 24:00",
                "30 November 2026, midnight",
                "1795996800",
                "1795993200000"
            })
    void dateWithoutTimeIsParsed(String text) {
        assertThat(parser.parse(text)).isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 30)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-30T23:59:00Z | 2026-11-30T23:59Z",
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
    void dateWithTimeIsParsed(String text, OffsetDateTime dateTime) {
        assertThat(parser.parse(text)).isEqualTo(new ParsedDate.DateWithTime(dateTime));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rolling",
                "ongoing",
                "Open until filled",
                "no deadline",
                "laufend",
                "N/A",
                "Applications accepted year-round"
            })
    void statedLackOfADeadlineIsRecognized(String text) {
        assertThat(parser.parse(text)).isEqualTo(new ParsedDate.NoDeadline());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TBA",
                "see website",
                "November",
                "30 November",
                "31.11.2026",
                "2026-13-01",
                "30.11.1926",
                "12345678",
                "1.2.3"
            })
    void invalidDateIsNotGuessed(String text) {
        assertThat(parser.parse(text)).isInstanceOf(ParsedDate.UnparsableDate.class);
    }

    @Test
    void dateOrderAppliesToSlashesOnly() {
        DateParser monthFirst = new DateParser(DateOrder.MONTH_FIRST, ZoneId.of("UTC"));

        assertThat(monthFirst.parse("Deadline: 11/10/2026"))
                .isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 10)));
        assertThat(monthFirst.parse("10.11.2026")).isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 11, 10)));
        assertThat(parser.parse("11/10/2026")).isEqualTo(new ParsedDate.DateOnly(LocalDate.of(2026, 10, 11)));
    }

    @Test
    void wrongDateOrderIsAnErrorAndNotSwapped() {
        assertThat(parser.parse("11/30/2026"))
                .isEqualTo(new ParsedDate.UnparsableDate("is not a valid date with the day first"));
    }
}
