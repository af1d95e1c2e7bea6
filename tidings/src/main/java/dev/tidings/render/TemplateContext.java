package dev.tidings.render;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a letter may name besides its content.
 *
 * @param name the recipient's, safe to show, or null
 */
record TemplateContext(LetterStyle style, @Nullable String name, String preheader, LetterUrls urls) {

    /** By the full names that templates use; all but the subject. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new HashMap<>(style.fields());
        fields.putAll(urls.fields(style.brandLink()));
        fields.put("preheader", preheader);
        fields.put("greeting", style.greeting(name));
        fields.put("recipient.name", name);
        return fields;
    }
}
