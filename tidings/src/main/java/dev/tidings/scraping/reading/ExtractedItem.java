package dev.tidings.scraping.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The raw texts of one opportunity in a document, by field. */
public final class ExtractedItem {
    private final Map<ItemField, List<String>> values = new EnumMap<>(ItemField.class);

    /** Adds a value. Null and blank values are ignored. */
    public void add(ItemField field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.computeIfAbsent(field, key -> new ArrayList<>()).add(value.strip());
        }
    }

    void addAll(ItemField field, List<String> texts) {
        texts.forEach(text -> add(field, text));
    }

    /** Adds a value if the field has none. */
    public void addIfAbsent(ItemField field, @Nullable String value) {
        if (!values.containsKey(field)) {
            add(field, value);
        }
    }

    /** The first value; null if there is none. */
    public @Nullable String text(ItemField field) {
        return values.containsKey(field) ? values.get(field).getFirst() : null;
    }

    public List<String> texts(ItemField field) {
        return values.getOrDefault(field, List.of());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
