package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Test documents, and a one-line description of each extracted item. */
final class SampleDocuments {
    private SampleDocuments() {}

    static WebDocument document(String text) {
        return document(text, null, StandardCharsets.UTF_8);
    }

    static WebDocument document(String text, String contentType, Charset charset) {
        return new WebDocument(URI.create("https://source.example/list/"), contentType, text.getBytes(charset));
    }

    static String describe(ExtractedItem item) {
        return Arrays.stream(ItemField.values())
                .filter(field -> !item.texts(field).isEmpty())
                .map(field -> field.key() + "=" + String.join("+", item.texts(field)))
                .collect(Collectors.joining(", "));
    }

    static List<String> describe(ParsedDocument parsed) {
        return parsed.items().stream().map(SampleDocuments::describe).toList();
    }
}
