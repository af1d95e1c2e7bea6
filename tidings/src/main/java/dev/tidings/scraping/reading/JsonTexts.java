package dev.tidings.scraping.reading;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The texts that a JSON value stands for: its own, those of its items, or the name of a thing. */
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
