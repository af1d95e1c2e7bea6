package dev.tidings.scraping.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The raw texts of one opportunity in a document, by field. */
public final class ExtractedItem {
    private static final int MAX_TEXT = 100_000;

    private final Map<ItemField, List<String>> values = new EnumMap<>(ItemField.class);
    private @Nullable String key;
    private @Nullable String withdrawal;

    /**
     * Adds a value without its NUL characters, which a database does not store, and without what follows its first
     * {@value #MAX_TEXT} characters. Null and blank values are ignored.
     */
    public void add(ItemField field, @Nullable String value) {
        String text = value == null ? "" : cut(value).replace("\0", "").strip();
        if (!text.isEmpty()) {
            values.computeIfAbsent(field, key -> new ArrayList<>()).add(text);
        }
    }

    /** Cuts no pair of surrogates. */
    private static String cut(String value) {
        if (value.length() <= MAX_TEXT) {
            return value;
        }
        return value.substring(0, Character.isHighSurrogate(value.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
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

    /** Sets what the document identifies the item by, such as a calendar's UID. */
    void identify(@Nullable String uid) {
        key = uid;
    }

    /** What the document identifies the item by; null if it says nothing but the fields. */
    public @Nullable String key() {
        return key;
    }

    /** @param reason completes the sentence "The item ..." */
    public void withdraw(String reason) {
        withdrawal = reason;
    }

    /** Why the source has withdrawn the item, completing the sentence "The item ..."; null if it has not. */
    public @Nullable String withdrawal() {
        return withdrawal;
    }

    /** All texts, by field. */
    public Map<ItemField, List<String>> values() {
        return Map.copyOf(values);
    }

    /** Replaces the texts of a field. Blank ones are ignored. */
    public void replace(ItemField field, List<String> texts) {
        values.remove(field);
        texts.forEach(text -> add(field, text));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The fields and texts, always in the same order. */
    @Override
    public String toString() {
        return values.toString();
    }
}
