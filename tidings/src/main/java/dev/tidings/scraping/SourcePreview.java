package dev.tidings.scraping;

import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.scraping.ItemDates.FirstReports;
import dev.tidings.scraping.PreviewReport.FieldPreview;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.DocumentNature;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.PageNeeds;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.reading.PlainText;
import dev.tidings.scraping.web.DocumentFetch;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import dev.tidings.scraping.web.DocumentFetch.Fetched;
import dev.tidings.scraping.web.DocumentFetcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Tries a source: fetches its first documents, and stores nothing. */
@Component
public class SourcePreview {
    private static final int MAX_DOCUMENTS = 3;
    private static final int MAX_DETAILS = 5;
    private static final int SAMPLES = 3;

    private final DocumentFetcher fetcher;
    private final ParserPool parsers;
    private final FirstReports firstReports;
    private final InstantSource clock;

    @Autowired
    SourcePreview(DocumentFetcher fetcher, ParserPool parsers, OpportunityImport opportunities, InstantSource clock) {
        this(fetcher, parsers, opportunities::firstReportedAt, clock);
    }

    SourcePreview(DocumentFetcher fetcher, ParserPool parsers, FirstReports firstReports, InstantSource clock) {
        this.fetcher = fetcher;
        this.parsers = parsers;
        this.firstReports = firstReports;
        this.clock = clock;
    }

    /** @throws InterruptedException if the thread is interrupted */
    public PreviewReport of(Source source) throws InterruptedException {
        List<DocumentFetch> answers = new ArrayList<>();
        RunRequests requests = new RunRequests(source, fetcher, clock, answer -> {
            if (answers.isEmpty()) {
                answers.add(answer);
            }
        });
        int pages = source.kind() == SourceKind.SITEMAP ? MAX_DETAILS : Math.min(source.pages(), MAX_DOCUMENTS);
        FetchResult result = new DocumentsFetch(source, requests, SourceHistory.NONE, parsers, pages).run();
        if (source.detail() != null && result.problem() == null) {
            new DetailsFetch(source, source.detail(), requests, SourceHistory.NONE, parsers, MAX_DETAILS)
                    .complete(result);
        }
        ItemDates dates = new ItemDates(source, firstReports, clock.instant());
        ConvertedItems items = ConvertedItems.of(source, result, dates, parsers);
        return report(source, result, items, parsers.call(() -> needs(source, answers, result)));
    }

    private static PreviewReport report(Source source, FetchResult result, ConvertedItems items, List<String> needs) {
        List<String> notes = new ArrayList<>(result.notes());
        notes.addAll(items.notes());
        List<FieldPreview> fields = new ArrayList<>();
        for (ItemField field : ItemField.values()) {
            int hits = items.hits().of(field);
            if (hits > 0 || source.configuredFields().contains(field)) {
                fields.add(new FieldPreview(field.key(), hits, samples(field, items.rows())));
            }
        }
        return new PreviewReport(
                items.count(), items.refused(), result.requestCount(), result.problem(), fields, notes, needs);
    }

    private static List<String> samples(ItemField field, List<ObjectNode> rows) {
        return rows.stream()
                .map(row -> row.path(field.column()))
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .map(value -> PlainText.line(value.isString() ? value.stringValue() : value.toString()))
                .distinct()
                .limit(SAMPLES)
                .toList();
    }

    /** What the first answer says about the page. */
    private static List<String> needs(Source source, List<DocumentFetch> answers, FetchResult result) {
        return switch (answers.isEmpty() ? null : answers.getFirst()) {
            case Fetched fetched -> needs(source, fetched, result);
            case FetchFailed failed -> FetchNeeds.of(failed);
            case null, default -> List.of();
        };
    }

    private static List<String> needs(Source source, Fetched fetched, FetchResult result) {
        List<String> needs = new ArrayList<>();
        DocumentNature nature = DocumentNature.of(fetched.document());
        boolean found = result.documents().stream()
                .anyMatch(document -> !document.items().isEmpty());
        if (!found && nature != expected(source.kind())) {
            needs.add("This is " + nature.words() + ", and kind is "
                    + source.kind().name().toLowerCase(Locale.ROOT));
        }
        if (nature == DocumentNature.HTML) {
            PageNeeds page = PageNeeds.of(fetched.document());
            needs.addAll((found ? page.ofReadablePage() : page).sentences());
        }
        if (fetched.nextPage() != null && source.next() == null) {
            needs.add("The Link header names a next page: " + fetched.nextPage() + " (next: link-header)");
        }
        return needs;
    }

    private static DocumentNature expected(SourceKind kind) {
        return switch (kind) {
            case RSS -> DocumentNature.FEED;
            case JSON -> DocumentNature.JSON;
            case HTML -> DocumentNature.HTML;
            case SITEMAP -> DocumentNature.SITEMAP;
            case ICAL -> DocumentNature.CALENDAR;
        };
    }
}
