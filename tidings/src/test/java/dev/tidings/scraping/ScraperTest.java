package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.NOW;
import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.item;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.SourceRun.RunSample;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeWebSite;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScraperTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    private final FakeWebSite site = scraping.site;
    private final SourceRuns runs = scraping.runs;

    @Test
    void feedItemsBecomeOpportunities() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("Stone", "/1", "<p>Fee: 25 EUR.</p><p>Deadline: 11/30/2026, 17:00</p>"),
                        item("Wood &amp; more", "/2", "Deadline: rolling")));
        TestSource source = scraping.rss("calls")
                .tags("art")
                .dates(DateOrder.MONTH_FIRST, ZoneId.of("Europe/Berlin"))
                .find(Map.of(ItemField.DEADLINE, "Deadline: (.+)", ItemField.FEE, "Fee: ([^.]+)"))
                .defaults(Map.of(ItemField.DISCIPLINE, List.of("sculpture"), ItemField.TYPE, List.of("open call")));

        SourceRun run = scraping.scraper(source).runNow("calls");

        assertThat(run)
                .isEqualTo(new SourceRun(
                        "calls",
                        NOW,
                        NOW,
                        SourceRunOutcome.OK,
                        200,
                        1,
                        run.bytes(),
                        2,
                        2,
                        0,
                        0,
                        0,
                        null,
                        List.of(),
                        List.of(
                                new RunSample("Stone", site.url("/1").toString(), LocalDate.of(2026, 11, 30)),
                                new RunSample("Wood & more", site.url("/2").toString(), null)),
                        new FieldHits(2, Map.of("deadline", 2, "description", 2, "fee", 1, "title", 2, "url", 2))));
        OpportunityRecord stone = scraping.find("Stone");
        assertThat(stone.opportunity().source()).isEqualTo("calls");
        assertThat(stone.opportunity().description()).isEqualTo("Fee: 25 EUR.\nDeadline: 11/30/2026, 17:00");
        assertThat(stone.opportunity().deadline())
                .isEqualTo(new Deadline(LocalDate.of(2026, 11, 30), Instant.parse("2026-11-30T16:00:00Z")));
        assertThat(stone.opportunity().fee()).isEqualByComparingTo("25");
        assertThat(stone.opportunity().currency()).isEqualTo("EUR");
        assertThat(stone.opportunity().tags()).containsExactly("art");
        assertThat(stone.opportunity().disciplines()).containsExactly("sculpture");
        assertThat(stone.opportunity().type()).isEqualTo("open call");
        assertThat(scraping.find("Wood & more").opportunity().deadline()).isNull();
    }

    @Test
    void updateKeepsTheId() throws InterruptedException {
        Scraper scraper = scraping.scraper(scraping.rss("calls"));
        site.page("/feed", "text/xml", feed(item("Stone", "/1?utm_source=a", "One."), item("Wood", "/2", "Two.")));
        scraper.runNow("calls");
        String id = scraping.find("Stone").opportunity().id();
        app.clock().advance(Duration.ofHours(6));

        site.page(
                "/feed",
                "text/xml",
                feed(item("Stone, extended", "/1?utm_source=b", "One."), item("Wood", "/2", "Two.")));
        SourceRun run = scraper.runNow("calls");

        assertThat(List.of(run.created(), run.updated(), run.unchanged())).containsExactly(0, 1, 1);
        assertThat(scraping.find("Stone, extended").opportunity().id()).isEqualTo(id);
    }

    @Test
    void unchangedDocumentConfirmsItsOpportunities() throws InterruptedException {
        Scraper scraper = scraping.scraper(scraping.rss("calls"));
        site.page("/feed", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean unchanged = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            FakeWebSite.send(
                    exchange,
                    unchanged ? 304 : 200,
                    unchanged ? new byte[0] : feed(item("Stone", "/1", "One.")).getBytes(UTF_8));
        });
        scraper.runNow("calls");
        app.clock().advance(Duration.ofDays(1));

        SourceRun run = scraper.runNow("calls");

        assertThat(run.outcome()).isEqualTo(SourceRunOutcome.UNCHANGED);
        assertThat(run.found()).isEqualTo(1);
        assertThat(scraping.find("Stone").seenAt()).isEqualTo(app.clock().instant());

        Scraper reconfigured = scraping.scraper(scraping.rss("calls").tags("new"));
        assertThat(reconfigured.runNow("calls").updated())
                .as("a changed configuration fetches the document again")
                .isEqualTo(1);
    }

    @Test
    void listPagesAreFollowed() throws InterruptedException {
        site.page(
                "/list", "text/html", "<li><a href=/1>One</a><li><a href=/2>Two</a><a class=next href=/list2>next</a>");
        site.page("/list2", "text/html", "<li><a href=/3>Three</a><a class=next href=/list3>next</a>");
        site.page("/list3", "text/html", "<li><a href=/4>Four</a><a class=next href=/list>first</a>");

        assertThat(scraping.scraper(scraping.list("calls", 20)).runNow("calls").documents())
                .isEqualTo(3);
        assertThat(scraping.titles()).containsExactlyInAnyOrder("One", "Two", "Three", "Four");
        SourceRun limitedRun = scraping.scraper(scraping.list("calls", 2)).runNow("calls");
        assertThat(limitedRun.documents()).isEqualTo(2);
        assertThat(limitedRun.notes()).containsExactly("1 documents skipped: the run's limit is reached");
    }

    @Test
    void sitemapPagesAreImported() throws InterruptedException {
        site.page("/sitemap.xml", "text/xml", """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url><url><loc>%s</loc></url></urlset>""".formatted(site.url("/calls/1"), site.url("/about")));
        site.page("/calls/1", "text/html", """
                <script type="application/ld+json">{"@type": "Event", "name": "Stone", "startDate": "2026-12-01"}</script>""");
        TestSource source = TestSource.of("calls", SourceKind.SITEMAP, site.url("/sitemap.xml"))
                .include("/calls/");

        assertThat(scraping.scraper(source).runNow("calls").created()).isEqualTo(1);
        assertThat(scraping.find("Stone").opportunity().url())
                .isEqualTo(site.url("/calls/1").toString());
    }

    @Test
    void overdueOpportunitiesExpire() throws InterruptedException {
        Scraper scraper = scraping.scraper(scraping.rss("calls").find(Map.of(ItemField.DEADLINE, "Deadline: (.+)")));
        site.page("/feed", "text/xml", feed(item("Stone", "/1", "Deadline: 23.11.2026")));
        scraper.runNow("calls");

        app.clock().set(Instant.parse("2026-11-24T12:00:00Z"));
        scraper.runDue();
        scraper.awaitRunning();

        assertThat(scraping.find("Stone").opportunity().status()).isEqualTo(OpportunityStatus.EXPIRED);
    }

    @Test
    void oldRunsAreDeleted() {
        for (int i = 0; i < 205; i++) {
            runs.record(new SourceRun(
                    "calls",
                    NOW.plusSeconds(i),
                    NOW,
                    SourceRunOutcome.OK,
                    200,
                    1,
                    1,
                    1,
                    0,
                    0,
                    1,
                    0,
                    null,
                    List.of(),
                    List.of(),
                    FieldHits.NONE));
        }

        assertThat(runs.listOfSource("calls", 1_000)).hasSize(200);
        assertThat(runs.listOfSource("calls", 1).getFirst().startedAt()).isEqualTo(NOW.plusSeconds(204));
    }
}
