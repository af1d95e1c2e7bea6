package dev.tidings.scraping.reading;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A node of linked data.
 *
 * @param byId the nodes that others refer to by their {@code @id}
 */
record LinkedDataNode(JsonNode node, Map<String, JsonNode> byId) {

    /** The text at the first of the paths that has one; the steps of a path stand between slashes. */
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
        JsonNode at = node;
        for (String step : path.split("/", -1)) {
            at = resolve(at.isArray() ? at.path(0) : at).path(step);
        }
        return JsonTexts.of(resolve(at));
    }

    boolean flag(String name) {
        String text = first(name);
        return text != null && (text.equalsIgnoreCase("true") || text.endsWith("/True"));
    }

    /** The node itself, or the one that it only refers to. */
    private JsonNode resolve(JsonNode reference) {
        return reference.isObject()
                        && reference.size() == 1
                        && reference.path("@id").isString()
                ? byId.getOrDefault(reference.path("@id").stringValue(), MissingNode.getInstance())
                : reference;
    }
}
