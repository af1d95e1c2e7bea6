package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Guesses where a JSON document has its items and their fields: the longest array of objects. */
public final class JsonGuess {
    private static final int MAX_DEPTH = 4;
    private static final String[] NEXT = {
        "/next", "/links/next", "/links/next/href", "/_links/next/href", "/paging/next", "/meta/next", "/next_page_url"
    };

    private final JsonMapper json = new JsonMapper();
    private @Nullable JsonNode list;
    private String pointer = "";

    /** Returns null if the document has no array of objects. */
    public @Nullable SourceGuess of(WebDocument document) {
        JsonNode root;
        try {
            root = json.readTree(document.text());
        } catch (JacksonException e) {
            return null;
        }
        search(root, "", 0);
        if (list == null) {
            return null;
        }
        Map<ItemField, String> fields = new EnumMap<>(ItemField.class);
        addFields(list.path(0), "", fields, 0);
        fields.entrySet()
                .removeIf(field -> field.getValue().equals("/" + field.getKey().column()));
        return new SourceGuess(pointer, next(root), fields, Map.of());
    }

    private void search(JsonNode node, String path, int depth) {
        boolean objects =
                node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isObject);
        if (objects && (list == null || node.size() > list.size())) {
            list = node;
            pointer = path;
        } else if (node.isObject() && depth < MAX_DEPTH) {
            node.propertyStream()
                    .forEach(entry -> search(entry.getValue(), path + "/" + escaped(entry.getKey()), depth + 1));
        }
    }

    /** Looks into nested objects for what the outer object does not name. */
    private static void addFields(JsonNode item, String path, Map<ItemField, String> fields, int depth) {
        item.propertyStream().forEach(entry -> {
            String place = path + "/" + escaped(entry.getKey());
            JsonNode value = entry.getValue();
            @Nullable ItemField field = FieldGuess.of(entry.getKey(), fields.keySet());
            if (field == null) {
                return;
            }
            if (value.isString()
                    || value.isNumber()
                    || value.isArray()
                    || value.path("name").isString()) {
                fields.put(field, place);
            } else if (value.path("rendered").isString()) {
                fields.put(field, place + "/rendered");
            }
        });
        if (depth == 0) {
            item.propertyStream()
                    .filter(entry -> entry.getValue().isObject())
                    .forEach(entry -> addFields(entry.getValue(), "/" + escaped(entry.getKey()), fields, 1));
        }
    }

    private static @Nullable String next(JsonNode root) {
        return Stream.of(NEXT)
                .filter(place -> root.at(JsonPointer.compile(place)).isString())
                .findFirst()
                .orElse(null);
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
