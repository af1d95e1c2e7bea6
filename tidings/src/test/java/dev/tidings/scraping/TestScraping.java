package dev.tidings.scraping;

import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.OpportunityFilter;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ItemField;
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

/** Scraping in a {@link TestApplication}, from two sites on this machine; each test begins with no source known, at {@link #NOW}. */
final class TestScraping implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    final FakeWebSite site = new FakeWebSite();
    final FakeWebSite otherSite = new FakeWebSite();
    final SourceStates states;
    final SourceRuns runs;
    private final TestApplication app;
    private final DocumentFetcher web;

    TestScraping(TestApplication house) {
        this.app = house;
        states = new SourceStates(house.jdbc());
        runs = new SourceRuns(house.jdbc());
        web = new DocumentFetcher(FetchLimits.STANDARD, "Tidings", house.clock(), pause -> {});
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        app.clock().set(NOW);
        app.jdbc().sql("truncate source_state, source_run, source_document").update();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        web.close();
        site.close();
        otherSite.close();
    }

    Scraper scraper(TestSource... sources) {
        KnownDocuments known = new KnownDocuments(app.jdbc());
        SourceRunner visit = new SourceRunner(
                new SourceFetcher(web, known, app.clock()),
                app.get(OpportunityImport.class),
                states,
                runs,
                known,
                app.clock());
        return new Scraper(catalog(sources), states, visit, app.get(Opportunities.class), app.clock());
    }

    SourceStatus status(TestSource source) {
        Source built = source.build();
        return new SourceStatuses(catalog(source), states, runs, app.clock()).status(built.name());
    }

    private static SourceCatalog catalog(TestSource... sources) {
        return new SourceCatalog(
                List.of(sources).stream().map(TestSource::build).toList());
    }

    /** How long it is until the next visit. */
    Duration waiting(TestSource source) {
        return Duration.between(app.clock().instant(), status(source).nextRunAt());
    }

    TestSource rss(String name) {
        return TestSource.rss(name, site.url("/feed"));
    }

    /** A page with a list of links, each an item's title, and a link to the next page. */
    TestSource list(String name, int mostPages) {
        return TestSource.of(name, SourceKind.HTML, site.url("/list"))
                .list("li", ".next@href", mostPages)
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
