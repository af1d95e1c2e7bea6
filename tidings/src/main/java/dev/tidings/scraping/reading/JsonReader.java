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

/** Reads lists of JSON objects. */
public final class JsonReader implements DocumentReader {
    private final JsonMapper json = new JsonMapper();
    private final JsonPointer items;
    private final @Nullable JsonPointer next;
    private final Map<ItemField, String> pointers;

    /**
     * @param items where the list is (RFC 6901)
     * @param next where the next page's address is, or null
     * @param pointers where in an item its fields are; others are looked for under their own names
     */
    public JsonReader(String items, @Nullable String next, Map<ItemField, String> pointers) {
        this.items = JsonPointer.compile(items);
        this.next = next == null ? null : JsonPointer.compile(next);
        this.pointers = pointers;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        JsonNode root = parse(document.text());
        JsonNode list = root.at(items);
        if (!list.isArray()) {
            throw new UnreadableDocument("The document has no list at \"" + items + "\"");
        }
        List<ExtractedItem> found = new ArrayList<>();
        list.forEach(item -> found.add(extract(document.uri(), item)));
        return new ParsedDocument(found, nextPages(document.uri(), root));
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw new UnreadableDocument("The document is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private ExtractedItem extract(URI base, JsonNode item) {
        ExtractedItem found = new ExtractedItem();
        for (ItemField field : ItemField.values()) {
            String pointer = pointers.getOrDefault(field, "/" + field.column());
            for (String text : JsonTexts.of(item.at(pointer))) {
                found.add(field, field == ItemField.URL ? absolute(base, text) : text);
            }
        }
        return found;
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
