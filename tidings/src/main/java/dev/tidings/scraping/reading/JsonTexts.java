package dev.tidings.scraping.reading;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Converts a JSON value to texts: its own text, the texts of its elements, or its {@code name}. */
final class JsonTexts {
    private JsonTexts() {}

    static List<String> of(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().flatMap(item -> of(item).stream()).toList();
        }
        if (value.isObject()) {
            return value.path("name").isString() ? List.of(value.path("name").stringValue()) : List.of();
        }
        return value.isMissingNode() || value.isNull() ? List.of() : List.of(value.asString());
    }
}
