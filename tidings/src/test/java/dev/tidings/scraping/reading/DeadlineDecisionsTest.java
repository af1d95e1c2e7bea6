package dev.tidings.scraping.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides between several dates and hours in one text. */
class DeadlineDecisionsTest {
    private static final Instant FOUND = Instant.parse("2026-11-30T09:00:00Z");

    private final DeadlineParser parser = new DeadlineParser(DateOrder.DAY_FIRST, ZoneId.of("Europe/Vienna"));

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "Exhibition 10 March 2027; entries due 5 January -> 2027-01-05",
                "Show opens April 3, 2027. Deadline: January 20 -> 2027-01-20",
                "Residency June 2027; apply by 15 December -> 2026-12-15",
                "Notification: March 1, 2027. Deadline: Dec 20 -> 2026-12-20",
                "Exhibit dates: Feb 1 - Feb 28, 2027. Deadline: Dec 15 -> 2026-12-15",
                "Ausstellung 5. Mai 2027, Einsendeschluss 20. Dezember -> 2026-12-20",
                "Vernissage le 5 mai 2027. Date limite : 20 décembre -> 2026-12-20",
                "Announcement: 15 Jan 2027. Deadline Dec 20, 5pm ET -> 2026-12-20T17:00-05:00",
                "Opens 1 March 2027, closes 15 January -> 2028-01-15",
                "Opens 1 December 2026, closes 15 January -> 2027-01-15",
                "Group show 12 June 2027. Submit by 10 January -> 2027-01-10",
                "Festival: 3-6 May 2027 | Application deadline: 31 January -> 2027-01-31",
                "Mostra 20 aprile 2027; scadenza 10 gennaio -> 2027-01-10",
                "Exposición: 4 de mayo de 2027. Fecha límite: 15 de enero -> 2027-01-15",
                "Jury decision 20 February 2027, entries close 31 December -> 2026-12-31",
                "Results announced March 2027; apply before 8 January -> 2027-01-08",
                "Opening: 3 April 2027. Deadline: 20 January -> 2027-01-20",
                "Call opens 1 December 2027; deadline 15 January -> 2028-01-15",
                "1 December 2026 - 15 January -> 2027-01-15",
                "Applications from 10 January 2027 until 3 January -> 2028-01-03",
                "Extended from 20 December 2026 to 10 January -> 2027-01-10",
                "Published 20 November 2026. Exhibition 5 March 2027. Deadline 15 January -> 2027-01-15",
                "Deadline Dec 20; exhibition March 5, 2027 -> 2026-12-20",
                "Conference 14 May 2027. Abstracts due 9 January -> 2027-01-09"
            })
    void dateWithoutYearFollowsTheDayItWasFoundOrItsOwnCall(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "Deadline: 15 February 2027, 12.00 CET -> 2027-02-15T12:00+01:00",
                "15 Feb 2027 kl. 12.00 CET -> 2027-02-15T12:00+01:00",
                "15.02.2027 23.59 -> 2027-02-15T23:59+01:00",
                "15 February 2027, 17.00 GMT -> 2027-02-15T17:00Z",
                "15.02.2027, 23.59 MEZ -> 2027-02-15T23:59+01:00",
                "23.59 (GMT) on 15 February 2027 -> 2027-02-15T23:59Z",
                "15 Feb 2027, 23.59 EST -> 2027-02-15T23:59-05:00",
                "15 февраля 2027 г., 23.59 МСК -> 2027-02-15T23:59+03:00",
                "Scadenza: 15 febbraio 2027 ore 23.59 CET -> 2027-02-15T23:59+01:00",
                "Deadline: 15 February 2027, 9.30 GMT -> 2027-02-15T09:30Z",
                "Frist: 15.02.2027, 12.00 -> 2027-02-15T12:00+01:00",
                "Termin: 15.02.2027 r., godz. 23.59 -> 2027-02-15T23:59+01:00",
                "Deadline: Monday 15 February 2027, 23.59 (CET) -> 2027-02-15T23:59+01:00",
                "15.02.2027 (23.59) -> 2027-02-15T23:59+01:00",
                "15 February 2027 | 23.59 CET -> 2027-02-15T23:59+01:00",
                "15 February 2027 - 17.00 -> 2027-02-15T17:00+01:00",
                "15 Feb 2027, 23.59 AoE -> 2027-02-15T23:59-12:00",
                "Ansökan senast 15 februari 2027 kl 23.59 svensk tid -> 2027-02-15T23:59+01:00"
            })
    void hourWithAPointKeepsItsZone(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "15.02.2027 -> 2027-02-15",
                "15 Feb 2027, 12.50 EUR -> 2027-02-15",
                "15 Feb 2027, 25.00 € -> 2027-02-15",
                "Deadline 15 Feb 2027, fee 12.50 -> 2027-02-15",
                "15.02.2027, 10.5 MB -> 2027-02-15",
                "Deadline: 15.02.2027. 20.00 EUR -> 2027-02-15"
            })
    void numberThatIsNoHourLeavesTheDay(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deadline: 28 Feb 2027 for members, 15 Feb 2027 for non-members",
                "Deadline (students): 28 Feb 2027; deadline (others): 15 Feb 2027",
                "Deadline: 28 Feb 2027 (painting), 14 Feb 2027 (sculpture)",
                "Deadline for artists in the EU 28 Feb 2027, outside the EU 31 Jan 2027",
                "Apply by 15 Feb 2027 (online) or 1 Feb 2027 (post)",
                "Deadline: 28 Feb 2027 (members); 15 Feb 2027 (non-members)",
                "Deadline: Feb 28, 2027 for residents; Feb 10, 2027 for international applicants",
                "Einsendeschluss: 28. Februar 2027 (online), 15. Februar 2027 (Post)",
                "Deadline (professionals): 31 March 2027. Deadline (students): 15 March 2027",
                "Deadline for photographers 28 Feb 2027, for sculptors 31 Jan 2027",
                "Deadline: 28 Feb 2027 for residencies, 15 Feb 2027 for exhibitions",
                "Date limite : 28 février 2027 pour les artistes français, 31 janvier 2027 pour les autres",
                "Deadline members: 28 Feb 2027; non-members: 15 Feb 2027",
                "Deadline 28 Feb 2027 by email, 20 Feb 2027 by post",
                "Deadline 28 Feb 2027, Berlin artists 15 Feb 2027",
                "Submit by 28 Feb 2027 online and by 15 Feb 2027 by post",
                "Deadline: 15 Feb 2027 for non-members, 28 Feb 2027 for members",
                "Apply by 1 Feb 2027 (post) or 15 Feb 2027 (online)",
                "Deadline for artists in the EU 31 Jan 2027, outside the EU 28 Feb 2027",
                "Deadline: 28 Feb 2027 (members: 15 Feb 2027)"
            })
    void deadlinesOfSeveralGroupsAreRefused(String text) {
        assertThat(parser.parse(text, FOUND).date()).isInstanceOf(ParsedDate.UnparsableDate.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "Apply by 30 Nov 2026 for the exhibition, 5 March 2027 -> 2026-11-30",
                "Deadline: 28 Feb 2027. Berlin, 3-5 May 2027 -> 2027-02-28",
                "Deadline 28 Feb 2027 (results 15 March 2027) -> 2027-02-28",
                "Deadline 28 Feb 2027 (Biennale 3 May 2027) -> 2027-02-28",
                "Deadline: 28 Feb 2027, Berlin -> 2027-02-28",
                "Deadline: 28 Feb 2027, Graz 5-9 January 2027 -> 2027-02-28",
                "Applications due 28 Feb 2027 for a trip on 1 Dec 2027 -> 2027-02-28",
                "Apply by 28 Feb 2027 to take part in the Biennale on 3 May 2027 -> 2027-02-28",
                "Deadline: 28 Feb 2027 | Dates: 3 May 2027 | Place: Berlin -> 2027-02-28",
                "Submit by 28 February 2027. Interviews 10 March 2027 -> 2027-02-28",
                "Submit by 28 February 2027, interviews on 10 March 2027 -> 2027-02-28",
                "Deadline 28 Feb 2027, studio available 1 May 2027 -> 2027-02-28",
                "Deadline: 28 Feb 2027; artists must be 18 on 1 May 2027 -> 2027-02-28",
                "Deadline 28 Feb 2027, payment on 15 March 2027 -> 2027-02-28",
                "Deadline 28 Feb 2027 - Sculpture Park Award, 12 June 2027 -> 2027-02-28",
                "Apply by 28 Feb 2027 for the summer school in Graz, 5-9 July 2027 -> 2027-02-28",
                "Frist: 28. Februar 2027, Aufbau 3. Mai 2027 -> 2027-02-28",
                "Deadline 28 Feb 2027 (midnight), Award Gala 12 June 2027 (Vienna) -> 2027-02-28"
            })
    void laterDayOfSomethingElseLeavesTheDeadline(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "10 February 2027, 5 p.m. local time (Cape Town) -> 2027-02-10T17:00+02:00",
                "10 February 2027, 5pm local time in Nairobi -> 2027-02-10T17:00+03:00",
                "10 February 2027, 17 Uhr Ortszeit (Nairobi) -> 2027-02-10T17:00+03:00",
                "10 février 2027 à 17h heure locale (Dakar) -> 2027-02-10T17:00Z",
                "10 Feb 2027, 5pm (local time, Lagos) -> 2027-02-10T17:00+01:00",
                "10 Feb 2027, 5pm local time -> 2027-02-10T17:00+01:00",
                "10 Feb 2027, 5pm (Cape Town local time) -> 2027-02-10T17:00+02:00",
                "10 Feb 2027, 5pm local time, submit online -> 2027-02-10T17:00+01:00",
                "5 p.m. local time (Cape Town) on 10 February 2027 -> 2027-02-10T17:00+02:00"
            })
    void localTimeIsThatOfThePlaceBehindIt(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "10 February 2027 | 5pm AEDT / 2pm AWST -> 2027-02-10T17:00+11:00",
                "10 February 2027; 5pm AEDT -> 2027-02-10T17:00+11:00",
                "10 February 2027, 5pm AEDT / 2pm AWST -> 2027-02-10T17:00+11:00",
                "10 February 2027 | 23:59 CET | Opening: 6 March 2027, 6 pm -> 2027-02-10T23:59+01:00"
            })
    void hourMayStandInACellOfItsOwn(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Voting closes 10 February 2027",
                "Public vote ends 10 February 2027",
                "Online auction ends 10 February 2027",
                "Voting deadline: 10 February 2027",
                "Abstimmung bis 10. Februar 2027",
                "Votes can be cast until 10 February 2027"
            })
    void dayForVotersAndBuyersIsRefused(String text) {
        assertThat(parser.parse(text, FOUND).date()).isInstanceOf(ParsedDate.UnparsableDate.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "the day after tomorrow -> 2026-12-02",
                "übermorgen -> 2026-12-02",
                "après-demain -> 2026-12-02",
                "pasado mañana -> 2026-12-02",
                "tomorrow -> 2026-12-01",
                "tomorrow or the day after tomorrow -> 2026-12-01",
                "Deadline: day after tomorrow -> 2026-12-02"
            })
    void dayAfterTomorrowIsTwoDaysAway(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @Test
    void localTimeOfAnUnknownPlaceHasARemark() {
        DeadlineReading reading = parser.parse("10 Feb 2027, 5pm local time in Atlantis", FOUND);

        assertThat(reading.remarks()).contains("names a time zone that is not known and was read in Europe/Vienna");
    }

    @Test
    void deadlineWithoutAYearBehindAShowKeepsItsRemark() {
        assertThat(parser.parse("Exhibition 10 March 2027; entries due 5 January", FOUND)
                        .remarks())
                .containsExactly("names no year and was read as 2027-01-05");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exhibition 1 march 2027; due 5 january ",
                "deadline 1 march 2027 (a), 2 feb 2027 (b) ",
                "deadline (",
                "1 march 2027 | 5.30 ",
                "5.30 cet ",
                "5 pm local time (a ",
                "1 march 2027 for a, 2 feb for "
            })
    void hostileTextIsReadInLinearTime(String part) {
        String hostile = part.repeat(6_000 / part.length());

        assertTimeout(Duration.ofSeconds(2), () -> parser.parse(hostile, FOUND));
    }

    /** The day or the moment; otherwise the kind. */
    private String read(String text) {
        return switch (parser.parse(text, FOUND).date()) {
            case ParsedDate.DateOnly date -> date.date().toString();
            case ParsedDate.DateWithTime moment -> moment.dateTime().toString();
            case ParsedDate other -> other.toString();
        };
    }
}
