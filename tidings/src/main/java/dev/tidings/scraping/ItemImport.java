package dev.tidings.scraping;

import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.opportunities.SourceImportReport;
import dev.tidings.scraping.FetchResult.FetchedDocument;
import dev.tidings.scraping.SourceRun.RunSample;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Imports the result of one run: converts the items, checks them for plausibility, and stores them. */
final class ItemImport {
    /** With fewer items than this, a part of them being refused or absent is not suspicious. */
    private static final int MIN_ITEMS = 4;

    /** A run with less than this share of the average item count is suspicious. */
    private static final double MIN_SHARE = 0.2;

    private final Source source;
    private final FetchResult fetched;
    private final @Nullable Double averageItems;
    private final FieldHits earlierHits;
    private final ConvertedItems items;
    private final List<String> notes = new ArrayList<>();
    private int withdrawn;

    /**
     * @param items the items of the fetched documents
     * @param averageItems average item count of recent runs; null without runs
     * @param earlierHits the fields that recent runs found
     */
    ItemImport(
            Source source,
            FetchResult fetched,
            ConvertedItems items,
            @Nullable Double averageItems,
            FieldHits earlierHits) {
        this.source = source;
        this.fetched = fetched;
        this.averageItems = averageItems;
        this.earlierHits = earlierHits;
        this.items = items;
    }

    SourceRun store(OpportunityImport opportunities, Instant startedAt, Instant now) {
        notes.addAll(fetched.notes());
        if (fetched.problem() != null) {
            return sourceRun(SourceRunOutcome.FAILED, fetched.problem(), null, startedAt, now);
        }
        notes.addAll(items.notes());
        @Nullable String defect = defect();
        if (defect != null) {
            return sourceRun(SourceRunOutcome.SUSPICIOUS, defect, null, startedAt, now);
        }
        source.configuredFields().stream()
                .filter(field -> items.hits().items() > 0 && items.hits().of(field) == 0)
                .forEach(field -> notes.add("No item has " + source.describe(field)));
        opportunities.markSeen(source.name(), fetched.unchangedItemUrls());
        SourceImportReport report = opportunities.importFromSource(items.rows());
        withdrawn = opportunities.withdraw(source.name(), items.withdrawnUrls());
        report.importReport().badRows().forEach(row -> notes.add(title((int) row.line() - 1) + ": " + row.text()));
        report.importReport().notes().forEach(row -> notes.add(title((int) row.line() - 1) + ": " + row.text()));
        @Nullable String suspicion = suspicion();
        SourceRunOutcome outcome = fetched.documents().isEmpty() ? SourceRunOutcome.UNCHANGED : SourceRunOutcome.OK;
        return sourceRun(suspicion == null ? outcome : SourceRunOutcome.SUSPICIOUS, suspicion, report, startedAt, now);
    }

    /** The URLs of a document's items, without refused items. */
    List<String> importedUrls(FetchedDocument document) {
        return document.items().stream()
                .map((ExtractedItem item) -> item.text(ItemField.URL))
                .filter(url -> url != null && items.urls().contains(url))
                .distinct()
                .toList();
    }

    /** Why nothing of the run may be stored, or null. Stored items would lose what the run did not find. */
    private @Nullable String defect() {
        int refused = items.refused();
        boolean mostRefused = itemCount() >= MIN_ITEMS && refused * 2 > itemCount();
        if (mostRefused || (refused > 0 && refused == itemCount())) {
            return refused + " of " + itemCount() + " items could not be parsed; nothing was stored";
        }
        Set<ItemField> watched = EnumSet.of(ItemField.DEADLINE);
        watched.addAll(source.configuredFields());
        List<String> missing = watched.stream()
                .filter(field -> items.hits().isMissing(field, earlierHits))
                .map(source::describe)
                .toList();
        return missing.isEmpty()
                ? null
                : "No item has " + String.join(", ", missing) + ", and items had before; nothing was stored";
    }

    private int itemCount() {
        return items.count() + fetched.unchangedItemUrls().size();
    }

    private @Nullable String suspicion() {
        if (averageItems == null) {
            return itemCount() == 0 ? "No items found" : null;
        }
        if (itemCount() == 0) {
            return "No items found; the average is " + Math.round(averageItems);
        }
        return averageItems > MIN_ITEMS && itemCount() < averageItems * MIN_SHARE
                ? "Only " + itemCount() + " items found; the average is " + Math.round(averageItems)
                : null;
    }

    private SourceRun sourceRun(
            SourceRunOutcome outcome,
            @Nullable String problem,
            @Nullable SourceImportReport report,
            Instant startedAt,
            Instant now) {
        int confirmed = report == null ? 0 : fetched.unchangedItemUrls().size();
        return new SourceRun(
                source.name(),
                startedAt,
                now,
                outcome,
                fetched.httpStatus(),
                fetched.requestCount(),
                fetched.bytes(),
                itemCount(),
                report == null ? 0 : (int) report.created(),
                report == null ? 0 : (int) report.updated() + withdrawn,
                report == null
                        ? 0
                        : (int) report.unchanged()
                                + confirmed
                                + items.withdrawnUrls().size()
                                - withdrawn,
                items.refused()
                        + (report == null ? 0 : (int) report.importReport().rejected()),
                problem,
                notes.stream().limit(SourceRun.MAX_NOTES).toList(),
                items.rows().stream()
                        .limit(SourceRun.MAX_SAMPLES)
                        .map(ItemImport::sample)
                        .toList(),
                items.hits());
    }

    private String title(int row) {
        return ConvertedItems.quoted(items.rows().get(row).path("title").asString(""));
    }

    /** The row as converted and normalized by the import. */
    private static RunSample sample(ObjectNode row) {
        String deadline = row.path("deadline").asString("");
        return new RunSample(
                row.path("title").asString(""),
                row.path("url").asString(""),
                deadline.length() < 10 ? null : LocalDate.parse(deadline.substring(0, 10)));
    }
}
