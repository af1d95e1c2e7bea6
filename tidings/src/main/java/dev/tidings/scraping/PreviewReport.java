package dev.tidings.scraping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a source would find.
 *
 * @param items items that were read
 * @param refused items that would not be stored; the notes say why
 * @param documents number of requests
 * @param problem why the run would fail, or null
 * @param fields the fields that the source's file names, and all others that an item has
 * @param notes remarks on items and documents
 * @param needs what the page needs, in sentences
 */
public record PreviewReport(
        int items,
        int refused,
        int documents,
        @Nullable String problem,
        List<FieldPreview> fields,
        List<String> notes,
        List<String> needs) {

    /**
     * One field.
     *
     * @param hits items that have it
     * @param samples up to three values, as they would be stored
     */
    public record FieldPreview(String field, int hits, List<String> samples) {}
}
