package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Documents for tests, and what was found in them in one line per item. */
final class SampleDocuments {
    private SampleDocuments() {}

    static WebDocument document(String text) {
        return document(text, null, StandardCharsets.UTF_8);
    }

    static WebDocument document(String text, String contentType, Charset charset) {
        return new WebDocument(URI.create("https://source.example/list/"), contentType, text.getBytes(charset));
    }

    static String describe(ExtractedItem found) {
        return Arrays.stream(ItemField.values())
                .filter(field -> !found.texts(field).isEmpty())
                .map(field -> field.key() + "=" + String.join("+", found.texts(field)))
                .collect(Collectors.joining(", "));
    }

    static List<String> describe(ParsedDocument reading) {
        return reading.items().stream().map(SampleDocuments::describe).toList();
    }
}
