package dev.tidings.scraping.reading;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A JSON-LD node.
 *
 * @param byId all nodes of the page, by {@code @id}
 */
record LinkedDataNode(JsonNode node, Map<String, JsonNode> byId) {

    /** The first text found at any of the paths; null if there is none. Slashes separate the steps of a path. */
    @Nullable
    String first(String... paths) {
        for (String path : paths) {
            List<String> texts = all(path);
            if (!texts.isEmpty() && !texts.getFirst().isBlank()) {
                return texts.getFirst();
            }
        }
        return null;
    }

    List<String> all(String path) {
        JsonNode current = node;
        for (String step : path.split("/", -1)) {
            current = resolve(current.isArray() ? current.path(0) : current).path(step);
        }
        return JsonTexts.of(resolve(current));
    }

    boolean flag(String name) {
        String text = first(name);
        return text != null && (text.equalsIgnoreCase("true") || text.endsWith("/True"));
    }

    /** The node itself, or the target of a bare reference. */
    private JsonNode resolve(JsonNode reference) {
        return reference.isObject()
                        && reference.size() == 1
                        && reference.path("@id").isString()
                ? byId.getOrDefault(reference.path("@id").stringValue(), MissingNode.getInstance())
                : reference;
    }
}
