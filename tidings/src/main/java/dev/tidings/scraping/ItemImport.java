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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Imports the result of one run: converts the items, checks them for plausibility, and stores them. */
final class ItemImport {
    /** With fewer items than this, a run is never suspicious. */
    private static final int MIN_ITEMS = 4;

    /** A run with less than this share of the average item count is suspicious. */
    private static final double MIN_SHARE = 0.2;

    private final Source source;
    private final FetchResult fetched;
    private final @Nullable Double averageItems;
    private final List<ObjectNode> rows = new ArrayList<>();
    private final List<String> withdrawnUrls = new ArrayList<>();
    private final Set<String> importedUrls = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int refused;
    private int withdrawn;

    /** @param averageItems average item count of recent runs; null without runs */
    ItemImport(Source source, FetchResult fetched, @Nullable Double averageItems) {
        this.source = source;
        this.fetched = fetched;
        this.averageItems = averageItems;
    }

    SourceRun store(OpportunityImport opportunities, Instant startedAt, Instant now) {
        notes.addAll(fetched.notes());
        if (fetched.problem() != null) {
            return sourceRun(SourceRunOutcome.FAILED, fetched.problem(), null, startedAt, now);
        }
        convertItems(new ItemConverter(source, new ItemDates(source, opportunities::firstReportedAt, now)));
        if (itemCount() >= MIN_ITEMS && refused * 2 > itemCount()) {
            return sourceRun(
                    SourceRunOutcome.SUSPICIOUS,
                    refused + " of " + itemCount() + " items could not be parsed; nothing was stored",
                    null,
                    startedAt,
                    now);
        }
        opportunities.markSeen(source.name(), fetched.unchangedItemUrls());
        SourceImportReport report = opportunities.importFromSource(rows);
        withdrawn = opportunities.withdraw(source.name(), withdrawnUrls);
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
                .filter(url -> url != null && importedUrls.contains(url))
                .distinct()
                .toList();
    }

    private void convertItems(ItemConverter converter) {
        for (FetchedDocument document : fetched.documents()) {
            for (ExtractedItem item : document.items()) {
                @Nullable String title = item.text(ItemField.TITLE);
                String name = title == null ? document.uri() + ": an item" : shortened(title);
                try {
                    add(converter.toRow(item, remark -> notes.add(name + ": " + remark)));
                } catch (ItemRefused e) {
                    refused++;
                    notes.add(name + ": " + e.getMessage());
                }
            }
        }
    }

    private void add(ObjectNode row) {
        String url = row.path("url").stringValue();
        if (ItemDates.isWithdrawn(row)) {
            withdrawnUrls.add(url);
        } else {
            rows.add(row);
            importedUrls.add(url);
        }
    }

    private int itemCount() {
        return rows.size()
                + withdrawnUrls.size()
                + refused
                + fetched.unchangedItemUrls().size();
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
                report == null ? 0 : (int) report.unchanged() + confirmed + withdrawnUrls.size() - withdrawn,
                refused + (report == null ? 0 : (int) report.importReport().rejected()),
                problem,
                notes.stream().limit(SourceRun.MAX_NOTES).toList(),
                rows.stream()
                        .limit(SourceRun.MAX_SAMPLES)
                        .map(ItemImport::sample)
                        .toList());
    }

    private String title(int row) {
        return shortened(rows.get(row).path("title").asString(""));
    }

    private static String shortened(String title) {
        return "\"" + (title.length() <= 60 ? title : title.substring(0, 60) + "…") + "\"";
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
