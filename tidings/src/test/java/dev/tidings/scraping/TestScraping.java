package dev.tidings.scraping;

import dev.tidings.content.recommendation.KnownOpportunity;
import dev.tidings.content.recommendation.Opportunities;
import dev.tidings.content.recommendation.OpportunityFilter;
import dev.tidings.content.recommendation.OpportunityImport;
import dev.tidings.scraping.Source.Kind;
import dev.tidings.scraping.reading.Field;
import dev.tidings.scraping.web.Limits;
import dev.tidings.scraping.web.Web;
import dev.tidings.testing.FakeSite;
import dev.tidings.testing.TestHouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Scraping in a {@link TestHouse}, from two sites on this machine; each test begins with no source known, at {@link #NOW}. */
final class TestScraping implements BeforeEachCallback, AfterEachCallback {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    final FakeSite site = new FakeSite();
    final FakeSite otherSite = new FakeSite();
    final SourceStates states;
    final SourceRuns runs;
    private final TestHouse house;
    private final Web web;

    TestScraping(TestHouse house) {
        this.house = house;
        states = new SourceStates(house.jdbc());
        runs = new SourceRuns(house.jdbc());
        web = new Web(Limits.STANDARD, "Tidings", house.clock(), pause -> {});
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        house.clock().set(NOW);
        house.jdbc().sql("truncate source_state, source_run, source_document").update();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        web.close();
        site.close();
        otherSite.close();
    }

    Scraper scraper(TestSource... sources) {
        KnownDocuments known = new KnownDocuments(house.jdbc());
        SourceVisit visit = new SourceVisit(
                new Harvester(web, known, house.clock()),
                house.get(OpportunityImport.class),
                states,
                runs,
                known,
                house.clock());
        return new Scraper(catalog(sources), states, visit, house.get(Opportunities.class), house.clock());
    }

    SourceStatus status(TestSource source) {
        Source built = source.build();
        return new Sources(catalog(source), states, runs, house.clock()).status(built.name());
    }

    private static SourceCatalog catalog(TestSource... sources) {
        return new SourceCatalog(
                List.of(sources).stream().map(TestSource::build).toList());
    }

    /** How long it is until the next visit. */
    Duration waiting(TestSource source) {
        return Duration.between(house.clock().instant(), status(source).nextRunAt());
    }

    TestSource rss(String name) {
        return TestSource.rss(name, site.at("/feed"));
    }

    /** A page with a list of links, each an item's title, and a link to the next page. */
    TestSource list(String name, int mostPages) {
        return TestSource.of(name, Kind.HTML, site.at("/list"))
                .list("li", ".next@href", mostPages)
                .fields(Map.of(Field.TITLE, "a"));
    }

    KnownOpportunity find(String title) {
        return all().stream()
                .filter(item -> item.opportunity().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    List<String> titles() {
        return all().stream().map(item -> item.opportunity().title()).toList();
    }

    List<KnownOpportunity> all() {
        return house.get(Opportunities.class).search(new OpportunityFilter(null, null, null), null, 100);
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
