package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.NOW;
import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.items;
import static dev.tidings.testing.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeWebSite;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScrapingConcurrencyTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    private final FakeWebSite site = scraping.site;
    private final FakeWebSite otherSite = scraping.otherSite;
    private final SourceStates states = scraping.states;
    private final SourceRuns runs = scraping.runs;

    @Test
    void eachDueSourceRunsOnce() {
        site.page("/feed", "text/xml", feed(items(1)));
        TestSource disabled = TestSource.rss("off", otherSite.url("/feed")).disabled();
        Scraper scraper = scraping.scraper(scraping.rss("calls"), disabled);
        assertThat(scraper.runDue()).isEqualTo(1);
        scraper.awaitRunning();

        assertThat(scraping.scraper(scraping.rss("calls"), disabled).runDue()).isZero();
        app.clock().advance(Duration.ofHours(7));
        Scraper laterScraper = scraping.scraper(scraping.rss("calls"), disabled);
        assertThat(laterScraper.runDue()).isEqualTo(1);
        laterScraper.awaitRunning();
        assertThat(site.requests()).hasSize(2);
        assertThat(otherSite.requests()).isEmpty();
    }

    @Test
    void slowHostDoesNotDelayOthers() {
        TestSource slowSource = scraping.rss("a-slow");
        TestSource quickSource = TestSource.rss("quick", otherSite.url("/feed"));
        otherSite.page("/feed", "text/xml", feed(items(1)));
        site.page("/feed", exchange -> {
            boolean otherRunFinished =
                    eventually(() -> !runs.listOfSource("quick", 1).isEmpty());
            FakeWebSite.send(
                    exchange, otherRunFinished ? 200 : 500, feed(items(1)).getBytes(UTF_8));
        });

        Scraper scraper = scraping.scraper(slowSource, quickSource);
        assertThat(scraper.runDue()).isEqualTo(2);
        scraper.awaitRunning();

        assertThat(runs.listOfSource("a-slow", 1))
                .extracting(SourceRun::outcome)
                .containsExactly(SourceRunOutcome.OK);
    }

    @Test
    void stoppingNodeReleasesItsRuns() {
        TestSource source = scraping.rss("calls");
        CountDownLatch released = new CountDownLatch(1);
        site.page("/feed", exchange -> eventually(() -> released.getCount() == 0));
        Scraper scraper = scraping.scraper(source);
        scraper.runDue();
        assertThat(eventually(() -> !site.requests().isEmpty())).isTrue();

        scraper.destroy();
        released.countDown();

        assertThat(runs.listOfSource("calls", 1)).isEmpty();
        SourceStatus status = scraping.status(source);
        assertThat(status.runningSince()).isNull();
        assertThat(status.failures()).isZero();
    }

    @Test
    void oneSourcePerHostRunsAtATime() {
        TestSource first = scraping.rss("one");
        TestSource second = TestSource.rss("two", site.url("/other"));
        TestSource onOtherHost = TestSource.rss("elsewhere", otherSite.url("/feed"));
        states.register(List.of(first.build(), second.build(), onOtherHost.build()), NOW);

        assertThat(states.claim("one", UUID.randomUUID(), NOW)).isTrue();
        assertThat(states.claim("one", UUID.randomUUID(), NOW)).isFalse();
        assertThat(states.claim("two", UUID.randomUUID(), NOW)).isFalse();
        assertThat(states.claim("elsewhere", UUID.randomUUID(), NOW)).isTrue();
        assertThatThrownBy(() -> scraping.scraper(first, second, onOtherHost).runNow("one"))
                .isInstanceOf(SourceBusy.class);
    }

    @Test
    void expiredClaimIsTakenOverAndItsLateResultIsIgnored() throws InterruptedException {
        TestSource source = scraping.rss("calls");
        site.page("/feed", "text/xml", feed(items(1)));
        states.register(List.of(source.build()), NOW);
        UUID deadClaim = UUID.randomUUID();
        states.claim("calls", deadClaim, NOW);
        assertThat(scraping.status(source).runningSince()).isEqualTo(NOW);

        app.clock().advance(SourceStates.CLAIM_DURATION);
        assertThat(scraping.status(source).runningSince()).isNull();
        UUID newClaim = UUID.randomUUID();
        assertThat(states.claim("calls", newClaim, app.clock().instant())).isTrue();
        states.settle("calls", deadClaim, SourceHealth.FAILING, "late", 9, NOW, NOW);

        assertThat(scraping.status(source).runningSince()).isEqualTo(app.clock().instant());
        assertThat(scraping.status(source).failures()).isZero();
    }

    @Test
    void unknownSourceErrorListsTheConfiguredOnes() {
        assertThatThrownBy(() -> scraping.scraper(scraping.rss("calls")).runNow("cals"))
                .isInstanceOf(UnknownSource.class)
                .hasMessage("There is no source \"cals\"; the configuration has calls");
    }

    private static boolean eventually(BooleanSupplier condition) {
        await().until(condition::getAsBoolean);
        return true;
    }
}
