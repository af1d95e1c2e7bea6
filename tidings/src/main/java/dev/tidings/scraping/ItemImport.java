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

/** Brings one harvest home: understands its items, judges what was found, and stores what is to be believed. */
final class ItemImport {
    /** So few items say nothing about a source. */
    private static final int MIN_ITEMS = 4;

    /** What is below this share of what is usual, or could be understood to less than half, is not to be believed. */
    private static final double MIN_SHARE = 0.2;

    private final Source source;
    private final FetchResult fetched;
    private final @Nullable Double averageItems;
    private final List<ObjectNode> rows = new ArrayList<>();
    private final Set<String> importedUrls = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int refused;

    /** @param usual how many items a run finds on average, or null before there were any */
    ItemImport(Source source, FetchResult harvest, @Nullable Double usual) {
        this.source = source;
        this.fetched = harvest;
        this.averageItems = usual;
    }

    SourceRun store(OpportunityImport opportunities, Instant startedAt, Instant now) {
        notes.addAll(fetched.notes());
        if (fetched.problem() != null) {
            return sourceRun(SourceRunOutcome.FAILED, fetched.problem(), null, startedAt, now);
        }
        convertItems();
        if (itemCount() >= MIN_ITEMS && refused * 2 > itemCount()) {
            return sourceRun(
                    SourceRunOutcome.SUSPICIOUS,
                    refused + " of " + itemCount() + " items could not be understood; nothing was stored",
                    null,
                    startedAt,
                    now);
        }
        opportunities.markSeen(source.name(), fetched.unchangedItemUrls());
        SourceImportReport intake = opportunities.importFromSource(rows);
        intake.importReport().badRows().forEach(row -> notes.add(title((int) row.line() - 1) + ": " + row.text()));
        intake.importReport().notes().forEach(row -> notes.add(title((int) row.line() - 1) + ": " + row.text()));
        @Nullable String doubt = suspicion();
        SourceRunOutcome good = fetched.documents().isEmpty() ? SourceRunOutcome.UNCHANGED : SourceRunOutcome.OK;
        return sourceRun(doubt == null ? good : SourceRunOutcome.SUSPICIOUS, doubt, intake, startedAt, now);
    }

    /** The addresses of a document's items, but for those that could not be understood. */
    List<String> importedUrls(FetchedDocument document) {
        return document.items().stream()
                .map((ExtractedItem item) -> item.text(ItemField.URL))
                .filter(url -> url != null && importedUrls.contains(url))
                .distinct()
                .toList();
    }

    private void convertItems() {
        ItemConverter items = new ItemConverter(source);
        for (FetchedDocument document : fetched.documents()) {
            for (ExtractedItem found : document.items()) {
                @Nullable String title = found.text(ItemField.TITLE);
                String name = title == null ? document.uri() + ": an item" : shortened(title);
                try {
                    ObjectNode line = items.toRow(found, note -> notes.add(name + ": " + note));
                    rows.add(line);
                    importedUrls.add(line.path("url").stringValue());
                } catch (ItemRefused e) {
                    refused++;
                    notes.add(name + ": " + e.getMessage());
                }
            }
        }
    }

    private int itemCount() {
        return rows.size() + refused + fetched.unchangedItemUrls().size();
    }

    private @Nullable String suspicion() {
        if (averageItems == null) {
            return itemCount() == 0 ? "Nothing was found" : null;
        }
        if (itemCount() == 0) {
            return "Nothing was found where " + Math.round(averageItems) + " are usual";
        }
        return averageItems > MIN_ITEMS && itemCount() < averageItems * MIN_SHARE
                ? "Only " + itemCount() + " were found where " + Math.round(averageItems) + " are usual"
                : null;
    }

    private SourceRun sourceRun(
            SourceRunOutcome outcome,
            @Nullable String problem,
            @Nullable SourceImportReport intake,
            Instant startedAt,
            Instant now) {
        int confirmed = intake == null ? 0 : fetched.unchangedItemUrls().size();
        return new SourceRun(
                source.name(),
                startedAt,
                now,
                outcome,
                fetched.httpStatus(),
                fetched.requestCount(),
                fetched.bytes(),
                itemCount(),
                intake == null ? 0 : (int) intake.created(),
                intake == null ? 0 : (int) intake.updated(),
                intake == null ? 0 : (int) intake.unchanged() + confirmed,
                refused + (intake == null ? 0 : (int) intake.importReport().rejected()),
                problem,
                notes.stream().limit(SourceRun.MAX_NOTES).toList(),
                rows.stream()
                        .limit(SourceRun.MAX_SAMPLES)
                        .map(ItemImport::sample)
                        .toList());
    }

    private String title(int line) {
        return shortened(rows.get(line).path("title").asString(""));
    }

    private static String shortened(String title) {
        return "\"" + (title.length() <= 60 ? title : title.substring(0, 60) + "…") + "\"";
    }

    /** The line as it was made, or as its check has left it. */
    private static RunSample sample(ObjectNode line) {
        String deadline = line.path("deadline").asString("");
        return new RunSample(
                line.path("title").asString(""),
                line.path("url").asString(""),
                deadline.length() < 10 ? null : LocalDate.parse(deadline.substring(0, 10)));
    }
}
