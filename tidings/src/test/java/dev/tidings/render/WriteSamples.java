package dev.tidings.render;

import dev.tidings.content.Content;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest.Brand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes sample letters to {@code target/letters}, to be looked at in a browser and a terminal. */
final class WriteSamples {
    private static final Path FOLDER = Path.of("target", "letters");

    private WriteSamples() {}

    public static void main(String[] args) throws IOException {
        Files.createDirectories(FOLDER);
        Templates templates = SampleLetters.builtIn();
        write("week", templates, SampleLetters.BRAND, SampleLetters.content(SampleLetters.WEEKLY));
        write("one", templates, SampleLetters.BRAND, SampleLetters.content(SampleLetters.WEEKLY.subList(0, 1)));
        List<SampleLetters.Metric> eight = new ArrayList<>(SampleLetters.WEEKLY);
        eight.addAll(SampleLetters.WEEKLY);
        write("eight", templates, SampleLetters.BRAND, SampleLetters.content(eight));
        write(
                "empty",
                templates,
                SampleLetters.BRAND,
                SampleLetters.content(
                        "A quiet week: nothing was counted.",
                        List.of(
                                new SampleLetters.Metric("Sessions", "", 0, 0, 0, 0, 0, 0, 0, 0),
                                new SampleLetters.Metric("Conversions", "", -100, 0, 0, 0, 0, 0, 0, 0))));
        write(
                "odd",
                templates,
                new Brand(
                        "A Rather Long Brand Name That Goes On And On Incorporated",
                        "#ffd400",
                        null,
                        URI.create("https://example.com/"),
                        "See everything that happened this week",
                        "Somewhere"),
                SampleLetters.content(
                        "A week of records.",
                        List.of(
                                new SampleLetters.Metric(
                                        "Very long label of a metric that somebody configured",
                                        "active minutes",
                                        null,
                                        0,
                                        0,
                                        0,
                                        1,
                                        0,
                                        0,
                                        0),
                                new SampleLetters.Metric(
                                        "Distance",
                                        "km",
                                        3,
                                        2000000000 / 7,
                                        2000000000 / 7,
                                        2000000000 / 7,
                                        20000000,
                                        0,
                                        1,
                                        2000000),
                                new SampleLetters.Metric("Steps", "", -3, 1, 2, 3, 4, 5, 6, 7))));
        write(
                "logo",
                templates,
                new Brand(
                        "Living Lytics",
                        "#0a7f5a",
                        URI.create("https://nowhere.invalid/logo.png"),
                        URI.create("https://example.com/"),
                        "Open",
                        "Somewhere"),
                SampleLetters.content(SampleLetters.WEEKLY));
    }

    private static void write(String name, Templates templates, Brand brand, Content content) throws IOException {
        Message message = SampleLetters.renderer(
                        templates, SampleLetters.digest(brand, SampleLetters.SUBJECT, "weekly-metrics"))
                .render(SampleLetters.letter(templates, content));
        Files.writeString(FOLDER.resolve(name + ".html"), message.html());
        Files.writeString(FOLDER.resolve(name + ".txt"), message.text());
        System.out.println(name + " " + message.html().length() + " " + message.headers());
    }
}
