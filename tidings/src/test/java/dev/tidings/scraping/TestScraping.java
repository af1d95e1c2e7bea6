package dev.tidings.scraping;

import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.OpportunityFilter;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchLimits;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeWebSite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Scraping from two local sites in a {@link TestApplication}. Each test starts without sources, at {@link #NOW}. */
final class TestScraping implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    final FakeWebSite site = new FakeWebSite();
    final FakeWebSite otherSite = new FakeWebSite();
    final SourceStates states;
    final SourceRuns runs;
    private final TestApplication app;
    private final DocumentFetcher fetcher;

    TestScraping(TestApplication app) {
        this.app = app;
        states = new SourceStates(app.jdbc());
        runs = new SourceRuns(app.jdbc());
        fetcher = new DocumentFetcher(FetchLimits.STANDARD, "Tidings", app.clock(), pause -> {});
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        app.clock().set(NOW);
        app.jdbc()
                .sql("truncate source_state, source_run, source_document, source_detail")
                .update();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        fetcher.close();
        site.close();
        otherSite.close();
    }

    Scraper scraper(TestSource... sources) {
        return scraper(catalog(sources));
    }

    Scraper scraper(SourceCatalog catalog) {
        return scraper(catalog, sourceFetcher());
    }

    /** A scraper whose visits end with an error. */
    Scraper scraperThatEndsWith(Error error, TestSource source) {
        return scraper(catalog(source), new SourceFetcher(fetcher, history(), new ParserPool(), app.clock()) {
            @Override
            FetchResult fetch(Source visited) {
                throw error;
            }
        });
    }

    private SourceFetcher sourceFetcher() {
        return new SourceFetcher(fetcher, history(), new ParserPool(), app.clock());
    }

    private StoredHistory history() {
        return new StoredHistory(new KnownDocuments(app.jdbc()), new KnownDetails(app.jdbc()));
    }

    private Scraper scraper(SourceCatalog catalog, SourceFetcher sourceFetcher) {
        KnownDocuments known = new KnownDocuments(app.jdbc());
        KnownDetails details = new KnownDetails(app.jdbc());
        SourceRunner runner = new SourceRunner(
                sourceFetcher,
                app.get(OpportunityImport.class),
                states,
                runs,
                known,
                details,
                new ParserPool(),
                app.clock());
        return new Scraper(catalog, states, runner, app.get(Opportunities.class), app.clock());
    }

    SourceStatus status(TestSource testSource) {
        Source source = testSource.build();
        return new SourceStatuses(catalog(testSource), states, runs, app.clock()).status(source.name());
    }

    private static SourceCatalog catalog(TestSource... sources) {
        return new SourceCatalog(
                List.of(sources).stream().map(TestSource::build).toList());
    }

    Duration delayUntilNextRun(TestSource source) {
        return Duration.between(app.clock().instant(), status(source).nextRunAt());
    }

    TestSource rss(String name) {
        return TestSource.rss(name, site.url("/feed"));
    }

    /** A page with a list of links, whose texts are the titles, and a link to the next page. */
    TestSource list(String name, int maxPages) {
        return TestSource.of(name, SourceKind.HTML, site.url("/list"))
                .list("li", ".next@href", maxPages)
                .fields(Map.of(ItemField.TITLE, "a"));
    }

    OpportunityRecord find(String title) {
        return all().stream()
                .filter(item -> item.opportunity().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    List<String> titles() {
        return all().stream().map(item -> item.opportunity().title()).toList();
    }

    List<OpportunityRecord> all() {
        return app.get(Opportunities.class).search(new OpportunityFilter(null, null, null), null, 100);
    }

    static String feed(String... items) {
        return "<rss version=\"2.0\"><channel><title>t</title><link>https://x.example/</link><description>d</description>"
                + String.join("", items) + "</channel></rss>";
    }

    static String item(String title, String link, String description) {
        return "<item><title>" + title + "</title><link>" + link + "</link><description><![CDATA[" + description
                + "]]></description></item>";
    }

    static String[] items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> item("Call " + i, "/" + i, "Text."))
                .toArray(String[]::new);
    }
}
