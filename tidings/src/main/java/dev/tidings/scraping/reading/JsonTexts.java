package dev.tidings.scraping.reading;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Converts a JSON value to texts: its own text, the texts of its elements, its {@code @value}, or its {@code
 * name}. */
final class JsonTexts {
    private JsonTexts() {}

    static List<String> of(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().flatMap(item -> of(item).stream()).toList();
        }
        if (value.isObject()) {
            JsonNode text = value.has("@value") ? value.path("@value") : value.path("name");
            return text.isString() || text.has("@value") ? of(text) : List.of();
        }
        return value.isMissingNode() || value.isNull() ? List.of() : List.of(value.asString());
    }
}
