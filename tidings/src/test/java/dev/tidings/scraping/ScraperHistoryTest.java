package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.item;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeWebSite;
import dev.tidings.testkit.FakeWebSite.SiteRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run does because of earlier runs: second pages, sitemaps, missing fields. */
class ScraperHistoryTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    private final FakeWebSite site = scraping.site;

    @Test
    void secondPageIsFetchedForNewAndChangedItemsOnly() throws InterruptedException {
        Scraper scraper = scraping.scraper(scraping.list("calls", 1).detail(Map.of(ItemField.DEADLINE, ".deadline")));
        site.page("/list", "text/html", "<li><a href=/1>Stone</a><li><a href=/2>Wood</a>");
        site.page("/1", "text/html", "<p class=deadline>2026-12-01</p>");
        site.page("/2", "text/html", "<p class=deadline>2026-12-02</p>");
        assertThat(requests(scraper)).containsExactly("/list", "/1", "/2");

        assertThat(requests(scraper)).as("nothing changed").containsExactly("/list");
        assertThat(deadlines()).containsExactlyInAnyOrder(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 2));

        site.page("/list", "text/html", "<li><a href=/1>Stone</a><li><a href=/2>Wood, extended</a>");
        site.page("/2", "text/html", "<p class=deadline>2026-12-09</p>");
        assertThat(requests(scraper)).as("the second item changed").containsExactly("/list", "/2");
        assertThat(deadlines()).containsExactlyInAnyOrder(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 9));

        app.clock().advance(Duration.ofDays(181));
        requests(scraper);
        assertThat(requests(scraper)).as("half a year later").containsExactly("/list", "/1", "/2");
    }

    @Test
    void secondPagesBeyondTheLimitWaitForTheNextRun() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(IntStream.range(0, 201)
                        .mapToObj(i -> item("Call " + i, "/place", "Text " + i + "."))
                        .map(text -> text.replace("/place", "/" + text.hashCode()))
                        .peek(text -> site.page(
                                text.replaceAll("(?s).*<link>(.*?)</link>.*", "$1"),
                                "text/html",
                                "<p class=x>500 EUR</p>"))
                        .toArray(String[]::new)));
        Scraper scraper = scraping.scraper(scraping.rss("calls").detail(Map.of(ItemField.AWARD, ".x")));

        SourceRun first = scraper.runNow("calls");
        SourceRun second = scraper.runNow("calls");

        assertThat(first.created()).isEqualTo(200);
        assertThat(first.notes()).containsExactly("1 items wait for the next run, which fetches their pages");
        assertThat(List.of(second.documents(), second.created())).containsExactly(2, 1);
    }

    @Test
    void unchangedListKeepsItsSecondPages() throws InterruptedException {
        site.page("/feed", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean known = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            FakeWebSite.send(
                    exchange,
                    known ? 304 : 200,
                    known ? new byte[0] : feed(item("Stone", "/1", "One.")).getBytes(UTF_8));
        });
        site.status("/1", 500);
        Scraper scraper = scraping.scraper(scraping.rss("calls").detail(Map.of(ItemField.AWARD, ".x")));

        SourceRun failed = scraper.runNow("calls");
        site.page("/1", "text/html", "<p class=x>500 EUR</p>");
        SourceRun repaired = scraper.runNow("calls");
        SourceRun unchanged = scraper.runNow("calls");

        assertThat(failed.notes())
                .containsExactly("\"Stone\": has a page that could not be read: The server answered 500");
        assertThat(repaired.created())
                .as("the list is read again until its items are complete")
                .isEqualTo(1);
        assertThat(unchanged.outcome()).isEqualTo(SourceRunOutcome.UNCHANGED);
        assertThat(unchanged.documents()).isEqualTo(1);
        assertThat(scraping.find("Stone").opportunity().award()).isEqualTo("500 EUR");
    }

    @Test
    void secondPageWithdrawsItsItemUntilItSaysOtherwise() throws InterruptedException {
        site.page("/list", "text/html", "<li><a href=/1>Stone</a>");
        Scraper scraper = scraping.scraper(scraping.list("calls", 1).linkedDetail());
        events("/1", "\"startDate\": \"2026-12-01\"", "Stone");
        scraper.runNow("calls");

        site.page("/list", "text/html", "<li><a href=/1>Stone, news</a>");
        events("/1", "\"eventStatus\": \"EventPostponed\"", "Stone");
        SourceRun postponed = scraper.runNow("calls");
        assertThat(List.of(postponed.updated(), postponed.refused())).containsExactly(1, 0);
        assertThat(postponed.notes()).containsExactly("\"Stone, news\": is postponed and was withdrawn");
        assertThat(statuses()).containsExactly(OpportunityStatus.EXPIRED);
        scraper.runNow("calls");
        assertThat(statuses()).as("the run after").containsExactly(OpportunityStatus.EXPIRED);

        events("/1", "\"startDate\": \"2026-12-09\"", "Stone");
        scraper.runNow("calls");
        assertThat(statuses()).containsExactly(OpportunityStatus.LIVE);
        assertThat(deadlines()).containsExactly(LocalDate.of(2026, 12, 9));
    }

    @Test
    void itemThatHasNoAddressForItsSecondPageIsRefused() throws InterruptedException {
        site.page("/feed", "text/xml", feed(item("Stone", "", "One.")));
        TestSource source = scraping.rss("calls")
                .detail(Map.of(ItemField.DEADLINE, ".x"))
                .defaults(Map.of(ItemField.URL, List.of("https://city.example/calls")));

        SourceRun run = scraping.scraper(source).runNow("calls");

        assertThat(run.notes())
                .containsExactly("\"Stone\": has a page that could not be read: The list has no address for it");
        assertThat(scraping.all()).isEmpty();
    }

    @Test
    void withdrawnItemsMayLackTheirFields() throws InterruptedException {
        Scraper scraper = scraping.scraper(TestSource.of("calls", SourceKind.SITEMAP, site.url("/events")));
        events("/events", "\"startDate\": \"2026-12-01\"", "One", "Two", "Three");
        scraper.runNow("calls");

        events("/events", "\"eventStatus\": \"EventCancelled\"", "One", "Two", "Three");
        SourceRun run = scraper.runNow("calls");

        assertThat(run.outcome()).isEqualTo(SourceRunOutcome.OK);
        assertThat(List.of(run.found(), run.updated())).containsExactly(3, 3);
        assertThat(statuses()).hasSize(3).containsOnly(OpportunityStatus.EXPIRED);
    }

    @Test
    void sitemapGoesOnWhereTheLastRunEnded() throws InterruptedException {
        sitemap("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05");
        Scraper scraper = scraping.scraper(TestSource.of("calls", SourceKind.SITEMAP, site.url("/sitemap.xml"))
                .list(null, null, 2));

        assertThat(requests(scraper)).as("the newest two").containsExactly("/sitemap.xml", "/4", "/3");
        assertThat(requests(scraper)).as("the next two").containsExactly("/sitemap.xml", "/2", "/1");
        sitemap("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-06");
        assertThat(requests(scraper)).as("the changed and the last").containsExactly("/sitemap.xml", "/4", "/0");
        assertThat(requests(scraper)).as("all are known").containsExactly("/sitemap.xml");
        assertThat(scraping.all()).hasSize(5);
        assertThat(scraping.status(scraping.rss("calls")).lastRun().found())
                .as("known pages count as found")
                .isEqualTo(5);
    }

    @Test
    void pagesWithoutADateAreFetchedInTurn() throws InterruptedException {
        sitemap("", "", "");
        Scraper scraper = scraping.scraper(TestSource.of("calls", SourceKind.SITEMAP, site.url("/sitemap.xml"))
                .list(null, null, 2));

        assertThat(requests(scraper)).containsExactly("/sitemap.xml", "/0", "/1");
        app.clock().advance(Duration.ofHours(6));
        assertThat(requests(scraper)).containsExactly("/sitemap.xml", "/2", "/0");
        app.clock().advance(Duration.ofHours(6));
        assertThat(requests(scraper))
                .as("the least recently fetched first")
                .containsExactly("/sitemap.xml", "/1", "/0");
    }

    @Test
    void brokenPagesOfASitemapDoNotBlockTheOthers() throws InterruptedException {
        sitemap("2026-11-01", "2026-11-02", "2026-11-03");
        site.status("/2", 404);
        site.page("/1", "text/html", "<script type='application/ld+json'>{broken</script>");
        Scraper scraper = scraping.scraper(TestSource.of("calls", SourceKind.SITEMAP, site.url("/sitemap.xml"))
                .list(null, null, 1));

        requests(scraper);
        requests(scraper);

        assertThat(requests(scraper)).containsExactly("/sitemap.xml", "/0");
        assertThat(requests(scraper)).containsExactly("/sitemap.xml");
        app.clock().advance(Duration.ofDays(8));
        assertThat(requests(scraper)).as("a week later").containsExactly("/sitemap.xml", "/1");
    }

    @Test
    void fieldThatWentMissingIsToldAndNothingIsStored() throws InterruptedException {
        TestSource source = scraping.rss("calls").find(Map.of(ItemField.DEADLINE, "Deadline: (.+)"));
        Scraper scraper = scraping.scraper(source);
        site.page("/feed", "text/xml", feed(withDeadline("Deadline")));
        scraper.runNow("calls");

        site.page("/feed", "text/xml", feed(withDeadline("Closes")));
        SourceRun run = scraper.runNow("calls");

        assertThat(run.outcome()).isEqualTo(SourceRunOutcome.SUSPICIOUS);
        assertThat(run.problem())
                .isEqualTo("No item has deadline (find.deadline), and items had before; nothing was stored");
        assertThat(scraping.status(source).needsAttention()).isTrue();
        assertThat(deadlines()).containsOnly(LocalDate.of(2026, 12, 1));

        app.clock().advance(Duration.ofDays(31));
        assertThat(scraper.runNow("calls").outcome())
                .as("after 30 days the new yield is normal")
                .isEqualTo(SourceRunOutcome.OK);
    }

    private static String[] withDeadline(String word) {
        return IntStream.range(0, 3)
                .mapToObj(i -> item("Call " + i, "/" + i, word + ": 2026-12-01"))
                .toArray(String[]::new);
    }

    /** A page with schema.org events of these names, all with one more property. */
    private void events(String path, String property, String... names) {
        String events = Stream.of(names)
                .map(name -> "{\"@type\": \"Event\", \"name\": \"%1$s\", \"url\": \"/%1$s\", %2$s}"
                        .formatted(name, property))
                .collect(Collectors.joining(",", "[", "]"));
        site.page(path, "text/html", "<script type='application/ld+json'>" + events + "</script>");
    }

    private List<OpportunityStatus> statuses() {
        return scraping.all().stream()
                .map(record -> record.opportunity().status())
                .toList();
    }

    private void sitemap(String... dates) {
        StringBuilder urls = new StringBuilder();
        for (int i = 0; i < dates.length; i++) {
            urls.append("<url><loc>").append(site.url("/" + i)).append("</loc>");
            urls.append(dates[i].isEmpty() ? "" : "<lastmod>" + dates[i] + "</lastmod>")
                    .append("</url>");
            site.page(
                    "/" + i,
                    "text/html",
                    "<script type='application/ld+json'>{\"@type\": \"Event\", \"name\": \"Call %s\"}</script>"
                            .formatted(i));
        }
        site.page(
                "/sitemap.xml",
                "text/xml",
                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" + urls + "</urlset>");
    }

    /** Runs the source once and returns the paths that it requested. */
    private List<String> requests(Scraper scraper) throws InterruptedException {
        int before = site.requests().size();
        scraper.runNow("calls");
        return site.requests().stream().skip(before).map(SiteRequest::path).toList();
    }

    private List<LocalDate> deadlines() {
        return scraping.all().stream()
                .map(OpportunityRecord::opportunity)
                .map(opportunity -> opportunity.deadline().date())
                .toList();
    }
}
