package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.Document;
import dev.tidings.scraping.web.Links;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads lists of JSON objects. */
public final class JsonReader implements DocumentReader {
    private final JsonMapper json = new JsonMapper();
    private final JsonPointer items;
    private final @Nullable JsonPointer next;
    private final Map<Field, String> pointers;

    /**
     * @param items where the list is (RFC 6901)
     * @param next where the next page's address is, or null
     * @param pointers where in an item its fields are; others are looked for under their own names
     */
    public JsonReader(String items, @Nullable String next, Map<Field, String> pointers) {
        this.items = JsonPointer.compile(items);
        this.next = next == null ? null : JsonPointer.compile(next);
        this.pointers = pointers;
    }

    @Override
    public Reading read(Document document) {
        JsonNode root = parse(document.text());
        JsonNode list = root.at(items);
        if (!list.isArray()) {
            throw new Unreadable("The document has no list at \"" + items + "\"");
        }
        List<Found> found = new ArrayList<>();
        list.forEach(item -> found.add(found(document.uri(), item)));
        return new Reading(found, onward(document.uri(), root));
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw new Unreadable("The document is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Found found(URI base, JsonNode item) {
        Found found = new Found();
        for (Field field : Field.values()) {
            String pointer = pointers.getOrDefault(field, "/" + field.column());
            for (String text : JsonTexts.of(item.at(pointer))) {
                found.add(field, field == Field.URL ? absolute(base, text) : text);
            }
        }
        return found;
    }

    private static String absolute(URI base, String link) {
        URI uri = Links.resolve(base, link);
        return uri == null ? link : uri.toString();
    }

    private List<URI> onward(URI base, JsonNode root) {
        String link = next == null ? "" : root.at(next).asString("");
        URI uri = link.isBlank() ? null : Links.resolve(base, link);
        return uri == null ? List.of() : List.of(uri);
    }
}
