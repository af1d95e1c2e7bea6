package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.web.WebDocument;
import dev.tidings.testing.TestApplication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** Deadlines from the document to the catalog, over several runs. Each test starts on 2026-11-22. */
class ScrapedDeadlinesTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    @Test
    void momentKeepsItsZoneAtMidnightOfTheSource() throws InterruptedException {
        serveFeed("Deadline: Dec 22, 2026, 7 pm EST");

        run();

        assertThat(deadline())
                .isEqualTo(new Deadline(LocalDate.of(2026, 12, 22), Instant.parse("2026-12-23T00:00:00Z")));
    }

    @Test
    void exactTimeExpiresTheOpportunity() throws InterruptedException {
        serveFeed("Deadline: Nov 23, 2026, 5 pm EST");
        Scraper scraper = scraping.scraper(source());
        scraper.runNow("calls");

        expireAt(scraper, "2026-11-23T21:59:59Z");
        assertThat(status()).isEqualTo(OpportunityStatus.LIVE);
        expireAt(scraper, "2026-11-23T22:00:00Z");
        assertThat(status()).isEqualTo(OpportunityStatus.EXPIRED);
    }

    @Test
    void dayWithoutAYearStaysWhenItHasPassed() throws InterruptedException {
        serveFeed("Deadline: 24 November");
        assertThat(run().notes())
                .containsExactly("\"Stone\": deadline \"24 November\" names no year and was read as 2026-11-24");

        app.clock().advance(Duration.ofDays(10));
        run();

        assertThat(deadline().date()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(status()).isEqualTo(OpportunityStatus.EXPIRED);
    }

    @Test
    void dayWithoutAYearFollowsTheDayOfPosting() throws InterruptedException {
        scraping.site.page(
                "/feed",
                "text/xml",
                feed(item("Stone", "/1", "Deadline: 15 October")
                        .replace("<description>", "<pubDate>Tue, 01 Sep 2026 09:00:00 GMT</pubDate><description>")));

        run();

        assertThat(deadline().date()).isEqualTo(LocalDate.of(2026, 10, 15));
    }

    @Test
    void relativeDayIsCountedOnce() throws InterruptedException {
        serveFeed("Deadline: in 2 weeks");
        run();
        app.clock().advance(Duration.ofDays(3));

        run();
        assertThat(deadline().date()).isEqualTo(LocalDate.of(2026, 12, 6));

        serveFeed("Deadline: in 11 days");
        run();
        assertThat(deadline().date()).isEqualTo(LocalDate.of(2026, 12, 6));

        serveFeed("Deadline: 10 December 2026");
        run();
        assertThat(deadline().date()).isEqualTo(LocalDate.of(2026, 12, 10));
    }

    @Test
    void closedCallIsWithdrawn() throws InterruptedException {
        serveFeed("Deadline: 24 December 2026");
        run();

        serveFeed("Deadline: applications closed");
        SourceRun run = run();

        assertThat(status()).isEqualTo(OpportunityStatus.EXPIRED);
        assertThat(List.of(run.found(), run.updated(), run.refused())).containsExactly(1, 1, 0);
        assertThat(run.notes())
                .containsExactly("\"Stone\": is closed (deadline \"applications closed\") and was withdrawn");
        assertThat(run().unchanged()).isEqualTo(1);

        serveFeed("Deadline: 24 December 2026");
        assertThat(run().updated()).isEqualTo(1);
        assertThat(status()).isEqualTo(OpportunityStatus.LIVE);
    }

    @Test
    void addressThatIsListedOpenAndClosedStaysWithdrawn() throws InterruptedException {
        serveFeed("Deadline: 24 December 2026");
        run();
        scraping.site.page(
                "/feed",
                "text/xml",
                feed(
                        item("Stone", "/1", "Deadline: applications closed"),
                        item("Stone", "/1", "Deadline: 24 December 2026")));

        run();
        assertThat(status()).isEqualTo(OpportunityStatus.EXPIRED);
        assertThat(run().updated()).isZero();
    }

    @Test
    void cancelledAndPostponedEventsAreWithdrawnAndNotCreated() throws InterruptedException {
        serveEvents("EventScheduled", "EventScheduled");
        runSitemap();
        assertThat(scraping.titles()).containsExactlyInAnyOrder("One", "Two");

        serveEvents("EventCancelled", "EventPostponed");
        SourceRun run = runSitemap();

        assertThat(scraping.all())
                .extracting(record -> record.opportunity().status())
                .containsOnly(OpportunityStatus.EXPIRED);
        assertThat(run.notes())
                .containsExactly("\"One\": is cancelled and was withdrawn", "\"Two\": is postponed and was withdrawn");
        app.jdbc().sql("delete from opportunity").update();
        assertThat(runSitemap().created()).isZero();
    }

    @Test
    void endOfAnEventIsNotItsDeadline() throws InterruptedException {
        serveEvents("EventScheduled", "EventScheduled");

        runSitemap();

        assertThat(scraping.find("One").opportunity().deadline())
                .isEqualTo(new Deadline(LocalDate.of(2026, 12, 1), null));
    }

    @Test
    void eventsWithoutAddressGetOneFromThePatternTheDescriptionOrTheDefault() throws InterruptedException {
        scraping.site.page("/calendar", "text/calendar", """
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                UID:1
                SUMMARY:By pattern
                DESCRIPTION:See https://other.example/ and apply: /apply/1
                DTSTART;VALUE=DATE:20261130
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                SUMMARY:By link
                DESCRIPTION:All about it: https://source.example/2.
                DTSTART;VALUE=DATE:20261130
                END:VEVENT
                BEGIN:VEVENT
                UID:3 x
                SUMMARY:By default
                DTSTART;VALUE=DATE:20261130
                END:VEVENT
                END:VCALENDAR
                """);
        TestSource source = TestSource.of("calls", SourceKind.ICAL, scraping.site.url("/calendar"))
                .find(Map.of(ItemField.URL, "apply: (\\S+)"));

        SourceRun withoutDefault = scraping.scraper(source).runNow("calls");
        assertThat(withoutDefault.notes()).containsExactly("\"By default\": has no url");
        scraping.scraper(source.defaults(Map.of(ItemField.URL, List.of("https://city.example/calls"))))
                .runNow("calls");

        assertThat(scraping.find("By pattern").opportunity().url())
                .isEqualTo(scraping.site.url("/apply/1").toString());
        assertThat(scraping.find("By link").opportunity().url()).isEqualTo("https://source.example/2");
        assertThat(scraping.find("By default").opportunity().url()).isEqualTo("https://city.example/calls?item=3+x");
    }

    @Test
    void calendarOfTheExamplesEndsOnTheLastDayOfItsEvents() {
        Source city = SourceFolder.read(Path.of("../examples/proletto/sources")).require("city-deadlines");
        WebDocument calendar = new WebDocument(city.url(), "text/calendar", """
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                UID:grant-7
                SUMMARY:Studio grants
                DTSTART;VALUE=DATE:20261101
                DTEND;VALUE=DATE:20261201
                END:VEVENT
                END:VCALENDAR
                """.getBytes(StandardCharsets.UTF_8));
        ExtractedItem item = DocumentReaders.forSource(city, TestScraping.NOW)
                .read(calendar)
                .items()
                .getFirst();

        ObjectNode row = new ItemConverter(city, new ItemDates(city, url -> Optional.empty(), TestScraping.NOW))
                .toRow(item, note -> assertThat(note).isNull());

        assertThat(row.path("deadline").stringValue()).isEqualTo("2026-11-30");
        assertThat(row.path("url").stringValue()).isEqualTo("https://culture.city.example.org/funding?item=grant-7");
    }

    private void serveFeed(String description) {
        scraping.site.page("/feed", "text/xml", feed(item("Stone", "/1", description)));
    }

    private void serveEvents(String first, String second) {
        scraping.site.page("/sitemap.xml", "text/xml", """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url>
                </urlset>""".formatted(scraping.site.url("/calls")));
        scraping.site.page("/calls", "text/html", """
                <script type="application/ld+json">
                [{"@type": "Event", "name": "One", "url": "/1", "startDate": "2026-12-01", "endDate": "2026-12-20",
                  "eventStatus": "https://schema.org/%s"},
                 {"@type": "Event", "name": "Two", "url": "/2", "startDate": "2026-12-01", "eventStatus": "%s"}]
                </script>""".formatted(first, second));
    }

    private static void expireAt(Scraper scraper, String time) {
        app.clock().set(Instant.parse(time));
        scraper.runDue();
    }

    private SourceRun runSitemap() throws InterruptedException {
        return scraping.scraper(TestSource.of("calls", SourceKind.SITEMAP, scraping.site.url("/sitemap.xml")))
                .runNow("calls");
    }

    private SourceRun run() throws InterruptedException {
        return scraping.scraper(source()).runNow("calls");
    }

    private TestSource source() {
        return scraping.rss("calls").find(Map.of(ItemField.DEADLINE, "Deadline: (.+)"));
    }

    private Deadline deadline() {
        return scraping.find("Stone").opportunity().deadline();
    }

    private OpportunityStatus status() {
        return scraping.find("Stone").opportunity().status();
    }
}
