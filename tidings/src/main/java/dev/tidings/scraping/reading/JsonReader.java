package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON objects: an array of them, or one. */
public final class JsonReader implements DocumentReader {
    private final JsonMapper json = new JsonMapper();
    private final JsonPointer items;
    private final @Nullable JsonPointer next;
    private final Map<ItemField, String> pointers;
    private final boolean isObject;

    /**
     * @param items pointer (RFC 6901) to the array
     * @param next pointer to the URL of the next page, or null
     * @param pointers pointers within an item, by field; other fields use their own names
     */
    public JsonReader(String items, @Nullable String next, Map<ItemField, String> pointers) {
        this(items, next, pointers, false);
    }

    private JsonReader(String items, @Nullable String next, Map<ItemField, String> pointers, boolean isObject) {
        this.items = JsonPointer.compile(items);
        this.next = next == null ? null : JsonPointer.compile(next);
        this.pointers = pointers;
        this.isObject = isObject;
    }

    /** Reads one object, at a pointer, instead of an array. */
    public static JsonReader ofObject(String pointer, Map<ItemField, String> pointers) {
        return new JsonReader(pointer, null, pointers, true);
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        JsonNode root = parse(document.text());
        JsonNode list = root.at(items);
        if (isObject && list.isObject()) {
            return ParsedDocument.of(List.of(extract(document.uri(), list)));
        }
        if (!list.isArray()) {
            throw new UnreadableDocument(
                    "The document has no " + (isObject ? "object" : "list") + " at \"" + items + "\"");
        }
        List<ExtractedItem> extractedItems = new ArrayList<>();
        list.forEach(item -> extractedItems.add(extract(document.uri(), item)));
        return ParsedDocument.of(extractedItems, nextPages(document.uri(), root));
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw new UnreadableDocument("The document is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private ExtractedItem extract(URI base, JsonNode item) {
        ExtractedItem extracted = new ExtractedItem();
        for (ItemField field : ItemField.values()) {
            String pointer = pointers.getOrDefault(field, "/" + field.column());
            for (String text : JsonTexts.of(item.at(pointer))) {
                extracted.add(field, field == ItemField.URL ? absolute(base, text) : text);
            }
        }
        return extracted;
    }

    private static String absolute(URI base, String link) {
        URI uri = LinkResolver.resolve(base, link);
        return uri == null ? link : uri.toString();
    }

    private List<URI> nextPages(URI base, JsonNode root) {
        String link = next == null ? "" : root.at(next).asString("");
        URI uri = link.isBlank() ? null : LinkResolver.resolve(base, link);
        return uri == null ? List.of() : List.of(uri);
    }
}
