package dev.tidings.scraping;

import dev.tidings.database.ConnectionUse;
import dev.tidings.scraping.FetchResult.FetchedDocument;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.reading.UnreadableDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The items of one run, converted to import rows. Items that wait for their second document are left out. */
final class ConvertedItems {
    private final FetchResult fetched;
    private final ItemConverter converter;
    private final FieldHits hits;
    private final List<ObjectNode> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> urls = new HashSet<>();
    private final List<String> withdrawnUrls = new ArrayList<>();
    private int refused;

    /**
     * Converts the items on the threads of parsers. If they take too long, the run has failed.
     *
     * @param dates converts the dates of this source
     * @throws InterruptedException if the calling thread is interrupted
     */
    static ConvertedItems of(Source source, FetchResult fetched, ItemDates dates, ParserPool parsers)
            throws InterruptedException {
        try {
            return parsers.call(() -> ConnectionUse.JOBS.call(() -> new ConvertedItems(source, fetched, dates)));
        } catch (UnreadableDocument e) {
            fetched.fail(String.valueOf(e.getMessage()));
            return new ConvertedItems(source, new FetchResult(), dates);
        }
    }

    /** @param dates converts the dates of this source */
    ConvertedItems(Source source, FetchResult fetched, ItemDates dates) {
        this.fetched = fetched;
        this.converter = new ItemConverter(source, dates);
        List<ExtractedItem> items = fetched.documents().stream()
                .map(FetchedDocument::items)
                .flatMap(List::stream)
                .filter(item -> !fetched.isWaiting(item))
                .toList();
        items.forEach(converter::complete);
        this.hits = FieldHits.count(
                source.configuredFields(),
                items.stream().filter(item -> item.withdrawal() == null).toList());
        for (FetchedDocument document : fetched.documents()) {
            document.items().stream()
                    .filter(item -> !fetched.isWaiting(item))
                    .forEach(item -> convert(item, document.uri()));
        }
        rows.removeIf(row -> withdrawnUrls.contains(row.path("url").stringValue()));
        withdrawnUrls.forEach(urls::remove);
    }

    private void convert(ExtractedItem item, URI document) {
        @Nullable String title = item.text(ItemField.TITLE);
        String name = title == null ? document + ": an item" : quoted(title);
        @Nullable String problem = fetched.detailProblem(item);
        try {
            if (problem != null) {
                throw new ItemRefused("has a page that could not be read: " + problem);
            }
            ObjectNode row = converter.toRow(item, remark -> notes.add(name + ": " + remark));
            String url = row.path("url").stringValue();
            if (ItemDates.isWithdrawn(row)) {
                withdrawnUrls.add(url);
            } else {
                rows.add(row);
                urls.add(url);
            }
        } catch (ItemRefused e) {
            refused++;
            notes.add(name + ": " + e.getMessage());
        }
    }

    /** A title in quotes, cut to a length for notes. */
    static String quoted(String title) {
        return "\"" + (title.length() <= 60 ? title : title.substring(0, 60) + "…") + "\"";
    }

    /** The rows to import, without withdrawn items. An address that is listed twice, once as withdrawn, is withdrawn. */
    List<ObjectNode> rows() {
        return rows;
    }

    /** The addresses of the rows, as the documents have them. */
    Set<String> urls() {
        return urls;
    }

    /** The addresses of items that their source has withdrawn. */
    List<String> withdrawnUrls() {
        return withdrawnUrls;
    }

    /** The number of items, with withdrawn and refused ones. */
    int count() {
        return rows.size() + withdrawnUrls.size() + refused;
    }

    /** Why items were refused or withdrawn, and which values were inferred or omitted. */
    List<String> notes() {
        return notes;
    }

    /** The number of items that cannot be imported. */
    int refused() {
        return refused;
    }

    /** The fields that the items had, before defaults. Items that their source has withdrawn may lack any of them. */
    FieldHits hits() {
        return hits;
    }
}
