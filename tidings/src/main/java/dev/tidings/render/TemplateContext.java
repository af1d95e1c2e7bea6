package dev.tidings.render;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names available to a template besides its content.
 *
 * @param name the recipient's name, safe to show, or null
 */
record TemplateContext(LetterStyle style, @Nullable String name, String preheader, LetterUrls urls) {

    /** Returns all fields except the subject by their full template names. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new HashMap<>(style.fields());
        fields.putAll(urls.fields(style.brandLink()));
        fields.put("preheader", preheader);
        fields.put("greeting", style.greeting(name));
        fields.put("recipient.name", name);
        return fields;
    }
}
