package dev.tidings.scraping.reading;

import static dev.tidings.scraping.reading.SampleDocuments.describe;
import static dev.tidings.scraping.reading.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalendarReaderTest {
    private final CalendarReader reader = new CalendarReader(ZoneId.of("America/New_York"), Map.of());

    @Test
    void eventsAndToDosKeepTheirZones() {
        assertThat(describe(reader.read(document("""
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//x//y//EN
                BEGIN:VTIMEZONE
                TZID:Nordic Time
                BEGIN:STANDARD
                DTSTART:19701025T030000
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                UID:1
                SUMMARY:Stone\\, wood
                URL:https://source.example/1
                DESCRIPTION:One line that is so long that it was
                  folded
                LOCATION:Berlin
                ORGANIZER;CN=Atelier Nord:mailto:a@source.example
                CATEGORIES:stone,wood
                DTSTART;TZID=Nordic Time:20261130T235900
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                SUMMARY:Whole day
                URL:https://source.example/2
                DTSTART;VALUE=DATE:20261130
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                SUMMARY:Wherever
                URL:https://source.example/3
                DTSTART:20261130T180000
                END:VEVENT
                BEGIN:VTODO
                UID:4
                SUMMARY:In London
                URL:https://source.example/4
                DUE:20261130T180000Z
                END:VTODO
                END:VCALENDAR
                """.replace("\n", "\r\n")))))
                .containsExactly(
                        "title=Stone, wood, url=https://source.example/1, description=One line that is so long that it was folded,"
                                + " organization=Atelier Nord, deadline=2026-11-30T23:59+01:00, tags=stone+wood, location=Berlin",
                        "title=Whole day, url=https://source.example/2, deadline=2026-11-30",
                        "title=Wherever, url=https://source.example/3, deadline=2026-11-30T18:00-05:00",
                        "title=In London, url=https://source.example/4, deadline=2026-11-30T18:00Z");
    }

    @Test
    void propertyOfAFieldCanBeOverridden() {
        CalendarReader customReader = new CalendarReader(
                ZoneId.of("UTC"),
                Map.of(ItemField.DEADLINE, "DTEND", ItemField.FEE, "X-FEE", ItemField.TITLE, "COMMENT"));

        assertThat(describe(customReader.read(document("""
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                SUMMARY:Not this
                COMMENT:But this
                DTSTART;VALUE=DATE:20261101
                DTEND;VALUE=DATE:20261130
                X-FEE:25 EUR
                END:VEVENT
                END:VCALENDAR
                """))))
                .containsExactly("title=But this, deadline=2026-11-30, fee=25 EUR");
    }

    @Test
    void otherFormatIsUnreadable() {
        assertThatThrownBy(() -> reader.read(document("<html>Gone</html>")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The document is not a calendar");
    }
}
