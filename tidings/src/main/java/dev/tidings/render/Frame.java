package dev.tidings.render;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a letter may name besides its content.
 *
 * @param name the recipient's, safe to show, or null
 */
record Frame(Stationery stationery, @Nullable String name, String preheader, URI unsubscribe, URI preferences) {

    /** By the full names that templates use; all but the subject. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new HashMap<>(stationery.fields());
        fields.put("preheader", preheader);
        fields.put("greeting", name == null ? "Hello," : "Hello " + name + ",");
        fields.put("recipient.name", name);
        fields.put("links.unsubscribe", unsubscribe.toASCIIString());
        fields.put("links.preferences", preferences.toASCIIString());
        return fields;
    }
}
