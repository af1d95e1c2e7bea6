package dev.tidings.scraping.reading;

import static dev.tidings.scraping.reading.SampleDocuments.describe;
import static dev.tidings.scraping.reading.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.util.TimeZone;
import dev.tidings.core.WindowsZones;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarReaderTest {
    private static final String ZONE = """
            BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\nDTSTART:19700101T000000
            TZOFFSETFROM:+0200\nTZOFFSETTO:+0200\n%s\nEND:STANDARD\nEND:VTIMEZONE
            BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Here:20270115T120000\nEND:VEVENT""";

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final CalendarReader reader = new CalendarReader(ZoneId.of("America/New_York"), Map.of(), NOW);

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
                Map.of(ItemField.DEADLINE, "DTEND", ItemField.FEE, "X-FEE", ItemField.TITLE, "COMMENT"),
                NOW);

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
                .containsExactly("title=But this, deadline=2026-11-29, fee=25 EUR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;VALUE=DATE:20261130\\nDTEND;VALUE=DATE:20261201 | 2026-11-30",
                "DTSTART;VALUE=DATE:20261124\\nDTEND;VALUE=DATE:20261201 | 2026-11-30",
                "DTSTART;VALUE=DATE:20261130\\nDTEND;VALUE=DATE:20261130 | 2026-11-30",
                "DTSTART;VALUE=DATE:20261130 | 2026-11-30",
                "DTSTART;VALUE=DATE:20261129\\nDURATION:P2D | 2026-11-30",
                "DTSTART:20261130T170000\\nDURATION:PT1H | 2026-11-30T18:00-05:00",
                "DTSTART:20261130T170000\\nDTEND:20261201T000000 | 2026-11-30",
                "DTSTART:20261130T170000Z\\nDTEND:20261201T000000Z | 2026-11-30T19:00-05:00"
            })
    void endIsExclusive(String properties, String lastDay) {
        CalendarReader ofEnds =
                new CalendarReader(ZoneId.of("America/New_York"), Map.of(ItemField.DEADLINE, "DTEND"), NOW);

        assertThat(deadlines(ofEnds, "BEGIN:VEVENT\\nUID:1\\n" + properties + "\\nEND:VEVENT"))
                .containsExactly(lastDay);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DUE:20261201T000000 | 2026-11-30",
                "DUE;VALUE=DATE:20261130 | 2026-11-30",
                "DUE:20261130T170000 | 2026-11-30T17:00-05:00"
            })
    void toDoIsDueBeforeMidnight(String properties, String lastDay) {
        assertThat(deadlines(reader, "BEGIN:VTODO\\nUID:1\\n" + properties + "\\nEND:VTODO"))
                .containsExactly(lastDay);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;TZID=W. Europe Standard Time:20261130T170000 | 2026-11-30T17:00+01:00",
                "DTSTART;TZID=/example.org/Europe/Vienna:20261130T170000 | 2026-11-30T17:00+01:00",
                "DTSTART;TZID=Asia/Tokyo:20261130T170000 | 2026-11-30T17:00+09:00",
                "DTSTART;TZID=Nowhere:20261130T170000 | 2026-11-30T17:00+02:00",
                "DTSTART:20261130T170000 | 2026-11-30T17:00+02:00",
                "DTSTART:20261130T170000Z | 2026-11-30T17:00Z",
                "DTSTART:20261130T000000Z | 2026-11-30T02:00+02:00",
                "DTSTART;VALUE=DATE:20261130 | 2026-11-30"
            })
    void zoneIsThatOfTheDateOrElseOfTheCalendar(String property, String deadline) {
        assertThat(deadlines(
                        reader, "X-WR-TIMEZONE:Europe/Helsinki\\nBEGIN:VEVENT\\nUID:1\\n" + property + "\\nEND:VEVENT"))
                .containsExactly(deadline);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RRULE:FREQ=MONTHLY;BYDAY=1MO | 2026-12-07",
                "RRULE:FREQ=MONTHLY;BYDAY=1MO\\nEXDATE;VALUE=DATE:20261207 | 2027-01-04",
                "RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20260601 | 2026-01-05",
                "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2\\nRDATE;VALUE=DATE:20261124 | 2026-11-24",
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | 2026-01-05",
                "RRULE:FREQ=SECONDLY | 2026-01-05"
            })
    void nextOccurrenceCounts(String rule, String deadline) {
        assertThat(deadlines(reader, "BEGIN:VEVENT\\nUID:1\\nDTSTART;VALUE=DATE:20260105\\n" + rule + "\\nEND:VEVENT"))
                .containsExactly(deadline);
    }

    @Test
    void occurrenceKeepsItsTimeOfDayInItsZone() {
        assertThat(deadlines(reader, """
                BEGIN:VEVENT
                UID:1
                DTSTART;TZID=Europe/Berlin:20260706T170000
                RRULE:FREQ=MONTHLY;BYDAY=1MO
                END:VEVENT""")).containsExactly("2026-12-07T17:00+01:00");
    }

    @Test
    void changedOccurrenceReplacesThatOfTheSeries() {
        String series = """
                BEGIN:VEVENT
                UID:1
                SUMMARY:Monthly
                DTSTART;TZID=Europe/Berlin:20260706T170000
                RRULE:FREQ=MONTHLY;BYDAY=1MO
                END:VEVENT
                BEGIN:VEVENT
                UID:1
                SUMMARY:Moved
                RECURRENCE-ID;TZID=Europe/Berlin:20261207T170000
                DTSTART;TZID=Europe/Berlin:20261209T120000
                END:VEVENT""";

        assertThat(deadlines(reader, series)).containsExactly("2026-12-09T12:00+01:00");
        assertThat(deadlines(reader, series.replace("SUMMARY:Moved", "STATUS:CANCELLED")))
                .containsExactly("2027-01-04T17:00+01:00");
    }

    @Test
    void cancelledEntryIsWithdrawn() {
        List<ExtractedItem> items = read(reader, """
                BEGIN:VEVENT
                UID:1
                STATUS:CANCELLED
                DTSTART;VALUE=DATE:20261130
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:20261130
                END:VEVENT""");

        assertThat(items).extracting(ExtractedItem::withdrawal).containsExactly("is cancelled", null);
        assertThat(read(reader, "METHOD:CANCEL\nBEGIN:VEVENT\nUID:1\nEND:VEVENT"))
                .extracting(ExtractedItem::withdrawal)
                .containsExactly("is cancelled");
    }

    @Test
    void everyZoneThatIcuKnowsByItsWindowsNameIsKnown() {
        List<String> names = Stream.of(TimeZone.getAvailableIDs())
                .map(TimeZone::getWindowsID)
                .filter(Objects::nonNull)
                .distinct()
                .toList();

        assertThat(WindowsZones.all().keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names)
                .allSatisfy(name -> assertThat(String.valueOf(WindowsZones.of(name)))
                        .isEqualTo(TimeZone.getIDForWindowsID(name, "001")));
    }

    private static List<String> deadlines(CalendarReader reader, String components) {
        return read(reader, components).stream()
                .map(item -> item.text(ItemField.DEADLINE))
                .toList();
    }

    private static List<ExtractedItem> read(CalendarReader reader, String components) {
        String text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + components.replace("\\n", "\n") + "\nEND:VCALENDAR\n";
        return reader.read(document(text)).items();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=SECONDLY",
                "rrule;X=1:FREQ=DAILY;INTERVAL=1",
                "RRULE:FR\n EQ=HOURLY",
                "RRULE:FREQ=YEARLY;BYHOUR=1,2;BYMINUTE=1;BYSECOND=1",
                "RRULE:FREQ=YEARLYX"
            })
    void zoneThatDoesNotChangeYearlyIsRefused(String rule) {
        assertThatThrownBy(() -> read(reader, ZONE.formatted(rule)))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The calendar defines a time zone by a rule that is not yearly");
        assertThat(deadlines(reader, ZONE.formatted("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")))
                .containsExactly("2027-01-15T12:00+02:00");
    }

    @ParameterizedTest
    @CsvSource({"20270231", "20270115T240000", "20270115T126100"})
    void entryWithAnImpossibleDateIsNoHarmToOthers(String date) {
        assertThat(deadlines(reader, """
                BEGIN:VEVENT\nUID:1\nSUMMARY:One\nDTSTART:%s\nEND:VEVENT
                BEGIN:VEVENT\nUID:2\nSUMMARY:Two\nDTSTART:20270115T120000Z\nEND:VEVENT""".formatted(date))).containsExactly("an impossible date", "2027-01-15T12:00Z");
    }

    @Test
    void impossibleOffsetIsNoHarmToOthers() {
        String zone = ZONE.formatted("RRULE:FREQ=YEARLY").replace("TZOFFSETTO:+0200", "TZOFFSETTO:+9900");

        assertThat(deadlines(reader, zone + "\nBEGIN:VEVENT\nUID:2\nDTSTART:20270115T120000Z\nEND:VEVENT"))
                .containsExactly("an impossible date", "2027-01-15T12:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYHOUR=10,12", "BYMINUTE=1", "BYSECOND=1"})
    void ruleOfSeveralTimesADayIsNotFollowed(String part) {
        assertThat(deadlines(
                        reader,
                        "BEGIN:VEVENT\nUID:1\nDTSTART:20200115T120000Z\nRRULE:FREQ=DAILY;" + part + "\nEND:VEVENT"))
                .containsExactly("2020-01-15T12:00Z");
    }

    @Test
    void otherFormatIsUnreadable() {
        assertThatThrownBy(() -> reader.read(document("<html>Gone</html>")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The document is not a calendar");
    }
}
