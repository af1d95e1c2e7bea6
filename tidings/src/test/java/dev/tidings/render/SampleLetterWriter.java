package dev.tidings.render;

import dev.tidings.content.Content;
import dev.tidings.core.Message;
import dev.tidings.render.SampleWeek.SampleMetric;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes sample letters to {@code target/letters} for inspection. */
final class SampleLetterWriter {
    private static final Path FOLDER = Path.of("target", "letters");

    private SampleLetterWriter() {}

    public static void main(String[] args) throws IOException {
        Files.createDirectories(FOLDER);
        write("week", SampleDigest.WEEKLY, SampleWeek.GOOD);
        write("one", SampleDigest.WEEKLY, SampleWeek.of(1));
        write("eight", SampleDigest.WEEKLY, SampleWeek.of(8));
        write(
                "empty",
                SampleDigest.WEEKLY,
                new SampleWeek(
                        "A quiet week: nothing was counted.",
                        List.of(
                                SampleMetric.of("Sessions", "", 0, 0, 0, 0, 0, 0, 0, 0),
                                SampleMetric.of("Conversions", "", -100, 0, 0, 0, 0, 0, 0, 0))));
        write(
                "long",
                SampleDigest.WEEKLY.withBrand(SampleDigest.brand(
                        "A Rather Long Brand Name That Goes On And On Incorporated", "#ffd400", null)),
                new SampleWeek(
                        "A week of records.",
                        List.of(
                                SampleMetric.of(
                                        "A long label that somebody configured",
                                        "active minutes",
                                        null,
                                        0,
                                        0,
                                        0,
                                        1,
                                        0,
                                        0,
                                        0),
                                SampleMetric.of(
                                        "Distance",
                                        "km",
                                        3,
                                        288_888_888,
                                        288_888_888,
                                        211_111_111,
                                        9_000_000,
                                        0,
                                        1,
                                        900_000),
                                SampleMetric.of("Steps", "", -3, 1, 2, 3, 4, 5, 6, 7))));
        write(
                "logo",
                SampleDigest.WEEKLY.withBrand(
                        SampleDigest.brand("Living Lytics", "#0f766e", URI.create("https://nowhere.invalid/logo.png"))),
                SampleWeek.GOOD);
        write("opportunities", SampleDigest.OPPORTUNITIES, SampleItems.content());
    }

    private static void write(String name, SampleDigest digest, SampleWeek week) throws IOException {
        write(name, digest, week.content());
    }

    private static void write(String name, SampleDigest digest, Content content) throws IOException {
        Message message = new SampleLetters(digest).render(content);
        Files.writeString(FOLDER.resolve(name + ".html"), message.html());
        Files.writeString(FOLDER.resolve(name + ".txt"), message.text());
    }
}
