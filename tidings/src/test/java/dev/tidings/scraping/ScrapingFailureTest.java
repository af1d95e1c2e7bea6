package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.item;
import static dev.tidings.scraping.TestScraping.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeWebSite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScrapingFailureTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    private final FakeWebSite site = scraping.site;

    @Test
    void unparsableItemsAreReported() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("Stone", "/1", "Deadline: 30.11.2026"),
                        item("Wood", "/2", "Deadline: 31.11.2026"),
                        item("Glass", "/3", "Deadline: soon"),
                        item("Paper", "/4", "Deadline: 1 December 2026"),
                        item("Clay", "/5", "Nothing.")));
        TestSource source = scraping.rss("calls").find(Map.of(ItemField.DEADLINE, "Deadline: (.+)"));

        SourceRun run = scraping.scraper(source).runNow("calls");

        assertThat(List.of(run.found(), run.created(), run.refused())).containsExactly(5, 3, 2);
        assertThat(run.notes())
                .containsExactly(
                        "\"Wood\": deadline \"31.11.2026\" is not a valid date",
                        "\"Glass\": deadline \"soon\" has an unknown format");
    }

    @Test
    void visitThatRunsOutOfStackIsAFailedRun() throws InterruptedException {
        TestSource source = scraping.rss("calls");

        SourceRun run = scraping.scraperThatEndsWith(new StackOverflowError("test"), source)
                .runNow("calls");

        assertThat(run.outcome()).isEqualTo(SourceRunOutcome.FAILED);
        assertThat(run.problem()).isEqualTo("The run failed: StackOverflowError");
        assertThat(scraping.status(source).failures()).isEqualTo(1);
    }

    @Test
    void emptyResultIsSuspiciousAndKeepsEarlierItems() throws InterruptedException {
        Scraper scraper = scraping.scraper(scraping.rss("calls"));
        site.page("/feed", "text/xml", feed(items(10)));
        scraper.runNow("calls");

        site.page("/feed", "text/xml", feed());
        SourceRun empty = scraper.runNow("calls");
        site.page("/feed", "text/xml", feed(items(1)));
        SourceRun few = scraper.runNow("calls");

        assertThat(empty.outcome()).isEqualTo(SourceRunOutcome.SUSPICIOUS);
        assertThat(empty.problem()).isEqualTo("No items found; the average is 10");
        assertThat(few.problem()).isEqualTo("Only 1 items found; the average is 10");
        SourceStatus status = scraping.status(scraping.rss("calls"));
        assertThat(status.health()).isEqualTo(SourceHealth.SUSPICIOUS);
        assertThat(status.needsAttention()).isTrue();
        assertThat(scraping.all())
                .hasSize(10)
                .allMatch(item -> item.opportunity().status() == OpportunityStatus.LIVE);

        site.page("/feed", "text/xml", feed(items(3)));
        assertThat(scraper.runNow("calls").outcome()).isEqualTo(SourceRunOutcome.OK);
        assertThat(scraping.status(scraping.rss("calls")).health()).isEqualTo(SourceHealth.OK);
    }

    @Test
    void mostlyUnparsableResultIsNotStored() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("A", "/1", "Deadline: 1.12.2026"),
                        item("B", "/2", "Deadline: {{date}}"),
                        item("C", "/3", "Deadline: {{date}}"),
                        item("D", "/4", "Deadline: {{date}}")));

        SourceRun run = scraping.scraper(scraping.rss("calls").find(Map.of(ItemField.DEADLINE, "Deadline: (.+)")))
                .runNow("calls");

        assertThat(run.outcome()).isEqualTo(SourceRunOutcome.SUSPICIOUS);
        assertThat(run.problem()).isEqualTo("3 of 4 items could not be parsed; nothing was stored");
        assertThat(scraping.all()).isEmpty();
    }

    @Test
    void repeatedFailuresBackOffAndOpenTheCircuit() throws InterruptedException {
        TestSource source = scraping.rss("calls");
        Scraper scraper = scraping.scraper(source);
        site.status("/feed", 500);

        for (long minutes : new long[] {10, 20, 40, 80}) {
            SourceRun run = scraper.runNow("calls");
            assertThat(run.outcome()).isEqualTo(SourceRunOutcome.FAILED);
            assertThat(run.problem()).isEqualTo("The server answered 500");
            assertThat(run.httpStatus()).isEqualTo(500);
            assertThat(scraping.delayUntilNextRun(source))
                    .isBetween(Duration.ofSeconds(minutes * 48), Duration.ofSeconds(minutes * 72));
        }
        assertThat(scraping.status(source).breakerOpen()).isFalse();
        scraper.runNow("calls");
        assertThat(scraping.status(source).breakerOpen()).isTrue();
        assertThat(scraping.delayUntilNextRun(source)).isEqualTo(Duration.ofDays(1));

        site.page("/feed", "text/xml", feed(items(1)));
        scraper.runNow("calls");
        SourceStatus recovered = scraping.status(source);
        assertThat(recovered.failures()).isZero();
        assertThat(recovered.breakerOpen()).isFalse();
        assertThat(scraping.delayUntilNextRun(source)).isBetween(Duration.ofMinutes(342), Duration.ofMinutes(378));
    }

    @Test
    void retryAfterIsHonored() throws InterruptedException {
        TestSource source = scraping.rss("calls");
        site.status("/feed", 429, "Retry-After", "7200");

        scraping.scraper(source).runNow("calls");

        assertThat(scraping.delayUntilNextRun(source)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void failureOfALaterPageKeepsTheOtherPages() throws InterruptedException {
        site.page("/list", "text/html", "<li><a href=/1>One</a><a class=next href=/list2>next</a>")
                .status("/list2", 500);

        SourceRun run = scraping.scraper(scraping.list("calls", 20)).runNow("calls");

        assertThat(run.outcome()).isEqualTo(SourceRunOutcome.OK);
        assertThat(run.notes()).containsExactly(site.url("/list2") + ": The server answered 500");
        assertThat(scraping.titles()).containsExactly("One");
    }

    @Test
    void privateAddressIsRefusedUnlessAllowed() throws InterruptedException {
        TestSource source = scraping.rss("calls").onPublicAddressesOnly();
        site.page("/feed", "text/xml", feed(items(1)));

        SourceRun run = scraping.scraper(source).runNow("calls");

        assertThat(run.problem()).isEqualTo("127.0.0.1 has the address 127.0.0.1, which is not public");
        assertThat(site.allRequests()).isEmpty();
    }
}
