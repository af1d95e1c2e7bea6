package dev.tidings.scraping.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads every phrase of the files in {@code phrases}, which say what they mean to a person on the day {@link #FOUND}. */
class DeadlinePhrasesTest {
    private static final Instant FOUND = Instant.parse("2025-11-01T00:00:00Z");
    private static final double MIN_SHARE = 0.95;
    private static final int DAY_LENGTH = 10;

    /** What a person would note for those phrases of the first file that do not state the day. */
    private static final Map<String, String> NOTED_DAYS = Map.of(
            "9:00am on Monday 8th August", "2026-08-08",
            "Registration Deadline 1st March", "2026-03-01",
            "Deadline: 15 March", "2026-03-15",
            "January 26, 5pm", "2026-01-26",
            "March 2026", "2026-03-31",
            "in 3 days", "2025-11-04",
            "Closes in 2 weeks", "2025-11-15",
            "tomorrow", "2025-11-02");

    /**
     * A phrase and what it means.
     *
     * @param kind as in the files, without the day
     * @param day or moment, if it has a {@code T}
     * @param zone of the source
     */
    private record Phrase(String text, String kind, String day, DateOrder order, ZoneId zone) {
        boolean agrees(DeadlineReading reading) {
            return switch (reading.date()) {
                case ParsedDate.DateOnly date -> day.equals(date.date().toString());
                case ParsedDate.DateWithTime time ->
                    day.contains("T")
                            ? OffsetDateTime.parse(day).isEqual(time.dateTime())
                            : day.equals(time.dateTime().toLocalDate().toString());
                default -> false;
            };
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadlines.tsv",
                "more-deadlines.tsv",
                "further-deadlines.tsv",
                "own-deadlines.tsv",
                "frozen-deadlines.tsv"
            })
    void phrasesAreReadAsPeopleMeanThem(String file) {
        List<Phrase> phrases = phrases(file);
        List<String> mistakes = phrases.stream()
                .filter(phrase -> !isRight(phrase, read(phrase)))
                .map(phrase -> phrase + " -> " + read(phrase))
                .toList();
        List<String> silentMistakes = phrases.stream()
                .filter(phrase -> isSilentlyWrong(phrase, read(phrase)))
                .map(phrase -> phrase + " -> " + read(phrase))
                .toList();

        assertThat(phrases).hasSizeGreaterThan(60);
        assertThat(silentMistakes).isEmpty();
        assertThat(mistakes).hasSizeLessThanOrEqualTo((int) (phrases.size() * (1 - MIN_SHARE)));
    }

    /** Zones, openings, and calendars of other eras, which were read as something else. */
    @Test
    void phrasesOnceMisreadAreRight() {
        assertThat(phrases("once-misread.tsv"))
                .isNotEmpty()
                .allSatisfy(phrase -> assertThat(isRight(phrase, read(phrase)))
                        .as("%s -> %s", phrase, read(phrase))
                        .isTrue());
    }

    private static DeadlineReading read(Phrase phrase) {
        return new DeadlineParser(phrase.order(), phrase.zone()).parse(phrase.text(), FOUND);
    }

    private static boolean isRight(Phrase phrase, DeadlineReading reading) {
        return switch (phrase.kind()) {
            case "OPEN" ->
                reading.date() instanceof ParsedDate.NoDeadline
                        && reading.remarks().isEmpty();
            case "OPEN?" ->
                reading.date() instanceof ParsedDate.NoDeadline
                        && !reading.remarks().isEmpty();
            case "CLOSED" -> reading.date() instanceof ParsedDate.ApplicationsClosed;
            case "BAD" -> reading.date() instanceof ParsedDate.UnparsableDate;
            case "YEARLESS", "MONTH", "REL", "NOTED" ->
                phrase.agrees(reading) && !reading.remarks().isEmpty();
            default -> phrase.agrees(reading);
        };
    }

    /** Another day than meant, or one where none is meant, or none where one is; without a word. */
    private static boolean isSilentlyWrong(Phrase phrase, DeadlineReading reading) {
        return !isRight(phrase, reading)
                && reading.remarks().isEmpty()
                && !(reading.date() instanceof ParsedDate.UnparsableDate);
    }

    private static List<Phrase> phrases(String file) {
        try (var in = Objects.requireNonNull(DeadlinePhrasesTest.class.getResourceAsStream("/phrases/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> phrase(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Phrase phrase(String[] cells) {
        List<String> expected = List.of(cells[1].split(":", 2));
        boolean isDay = Character.isDigit(cells[1].charAt(0));
        String last = isDay ? cells[1] : expected.getLast();
        if (isDay) {
            LocalDate.parse(last.substring(0, DAY_LENGTH));
        }
        return new Phrase(
                cells[0],
                isDay ? "" : expected.getFirst(),
                NOTED_DAYS.getOrDefault(cells[0], last),
                DateOrder.valueOf(cells[2]),
                cells.length > 3 ? ZoneId.of(cells[3]) : ZoneOffset.UTC);
    }
}
