package dev.tidings.scraping;

import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many items of a run, or of several, had each field.
 *
 * @param items all items that were read
 * @param hits items with the field, by its key; a field of the configuration without any is 0
 */
public record FieldHits(int items, Map<String, Integer> hits) {
    public static final FieldHits NONE = new FieldHits(0, Map.of());

    /** A field that earlier runs had is missing if so few items lack it by chance less often than this. */
    private static final double IMPROBABLE = 0.05;

    /**
     * Counts the fields of items as extracted, cleaned and found, without defaults.
     *
     * @param configured fields that are counted even if no item has them
     */
    static FieldHits count(Set<ItemField> configured, List<ExtractedItem> items) {
        Map<String, Integer> hits = new TreeMap<>();
        for (ItemField field : ItemField.values()) {
            int count = (int)
                    items.stream().filter(item -> !item.texts(field).isEmpty()).count();
            if (count > 0 || configured.contains(field)) {
                hits.put(field.key(), count);
            }
        }
        return new FieldHits(items.size(), hits);
    }

    FieldHits plus(FieldHits other) {
        Map<String, Integer> sum = new TreeMap<>(hits);
        other.hits.forEach((field, count) -> sum.merge(field, count, Integer::sum));
        return new FieldHits(items + other.items, sum);
    }

    /** The number of items with a field. */
    int of(ItemField field) {
        return hits.getOrDefault(field.key(), 0);
    }

    /**
     * Whether no item has a field that items of earlier runs had. By the rule of succession, an item lacks a field with
     * the probability (lacking + 1) / (items + 2).
     */
    boolean isMissing(ItemField field, FieldHits earlier) {
        double lacking = (earlier.items - earlier.of(field) + 1.0) / (earlier.items + 2.0);
        return items > 0 && of(field) == 0 && earlier.of(field) > 0 && Math.pow(lacking, items) < IMPROBABLE;
    }
}
