package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.Document;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Documents for tests, and what was found in them in one line per item. */
final class Samples {
    private Samples() {}

    static Document document(String text) {
        return document(text, null, StandardCharsets.UTF_8);
    }

    static Document document(String text, String contentType, Charset charset) {
        return new Document(URI.create("https://source.example/list/"), contentType, text.getBytes(charset));
    }

    static String told(Found found) {
        return Arrays.stream(Field.values())
                .filter(field -> !found.texts(field).isEmpty())
                .map(field -> field.key() + "=" + String.join("+", found.texts(field)))
                .collect(Collectors.joining(", "));
    }

    static List<String> told(Reading reading) {
        return reading.items().stream().map(Samples::told).toList();
    }
}
