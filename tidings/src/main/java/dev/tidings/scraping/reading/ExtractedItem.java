package dev.tidings.scraping.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One opportunity as a document tells it: texts, not understood yet. */
public final class ExtractedItem {
    private final Map<ItemField, List<String>> values = new EnumMap<>(ItemField.class);

    /** Adds a value, unless there is nothing to see in it. */
    public void add(ItemField field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.computeIfAbsent(field, key -> new ArrayList<>()).add(value.strip());
        }
    }

    void addAll(ItemField field, List<String> texts) {
        texts.forEach(text -> add(field, text));
    }

    /** Adds a value where none was found. */
    public void addIfAbsent(ItemField field, @Nullable String value) {
        if (!values.containsKey(field)) {
            add(field, value);
        }
    }

    /** The first value, or null. */
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
