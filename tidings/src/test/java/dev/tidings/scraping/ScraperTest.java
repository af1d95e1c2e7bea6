package dev.tidings.scraping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.content.recommendation.KnownOpportunity;
import dev.tidings.content.recommendation.Opportunities;
import dev.tidings.content.recommendation.OpportunityFilter;
import dev.tidings.content.recommendation.OpportunityImport;
import dev.tidings.content.recommendation.bot.Deadline;
import dev.tidings.content.recommendation.bot.Opportunity.Status;
import dev.tidings.scraping.Source.Kind;
import dev.tidings.scraping.SourceRun.Outcome;
import dev.tidings.scraping.SourceRun.Sample;
import dev.tidings.scraping.SourceStatus.Health;
import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.Field;
import dev.tidings.scraping.web.Limits;
import dev.tidings.scraping.web.Web;
import dev.tidings.testing.FakeSite;
import dev.tidings.testing.TestHouse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScraperTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @RegisterExtension
    static final TestHouse house = new TestHouse();

    private final FakeSite site = new FakeSite();
    private final FakeSite otherSite = new FakeSite();
    private final Web web = new Web(Limits.STANDARD, "Tidings", house.clock(), pause -> {});
    private final SourceStates states = new SourceStates(house.jdbc());
    private final SourceRuns runs = new SourceRuns(house.jdbc());

    @BeforeEach
    void empty() {
        house.clock().set(NOW);
        house.jdbc().sql("truncate source_state, source_run, source_document").update();
    }

    @AfterEach
    void close() throws IOException {
        web.close();
        site.close();
        otherSite.close();
    }

    @Test
    void feedBecomesOpportunities() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("Stone", "/1", "<p>Fee: 25 EUR.</p><p>Deadline: 11/30/2026, 17:00</p>"),
                        item("Wood &amp; more", "/2", "Deadline: rolling")));
        Source source = new Source(
                "calls",
                Kind.RSS,
                site.at("/feed"),
                Duration.ofHours(6),
                true,
                20,
                null,
                null,
                null,
                List.of("art"),
                ZoneId.of("Europe/Berlin"),
                DateOrder.MONTH_FIRST,
                Map.of(),
                Map.of(Field.DEADLINE, "Deadline: (.+)", Field.FEE, "Fee: ([^.]+)"),
                Map.of(Field.DISCIPLINE, List.of("sculpture"), Field.TYPE, List.of("open call")),
                true);

        SourceRun run = scraper(source).runNow("calls");

        assertThat(run)
                .isEqualTo(new SourceRun(
                        "calls",
                        NOW,
                        NOW,
                        Outcome.OK,
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
                                new Sample("Stone", site.at("/1").toString(), LocalDate.of(2026, 11, 30)),
                                new Sample("Wood & more", site.at("/2").toString(), null))));
        KnownOpportunity stone = find("Stone");
        assertThat(stone.opportunity().source()).isEqualTo("calls");
        assertThat(stone.opportunity().description()).isEqualTo("Fee: 25 EUR.\nDeadline: 11/30/2026, 17:00");
        assertThat(stone.opportunity().deadline())
                .isEqualTo(new Deadline(LocalDate.of(2026, 11, 30), Instant.parse("2026-11-30T16:00:00Z")));
        assertThat(stone.opportunity().fee()).isEqualByComparingTo("25");
        assertThat(stone.opportunity().currency()).isEqualTo("EUR");
        assertThat(stone.opportunity().tags()).containsExactly("art");
        assertThat(stone.opportunity().disciplines()).containsExactly("sculpture");
        assertThat(stone.opportunity().type()).isEqualTo("open call");
        assertThat(find("Wood & more").opportunity().deadline()).isNull();
    }

    @Test
    void updateKeepsTheIdentity() throws InterruptedException {
        Scraper scraper = scraper(rss("calls"));
        site.page("/feed", "text/xml", feed(item("Stone", "/1?utm_source=a", "One."), item("Wood", "/2", "Two.")));
        scraper.runNow("calls");
        String id = find("Stone").opportunity().id();
        house.clock().advance(Duration.ofHours(6));

        site.page(
                "/feed",
                "text/xml",
                feed(item("Stone, extended", "/1?utm_source=b", "One."), item("Wood", "/2", "Two.")));
        SourceRun run = scraper.runNow("calls");

        assertThat(List.of(run.created(), run.updated(), run.unchanged())).containsExactly(0, 1, 1);
        assertThat(find("Stone, extended").opportunity().id()).isEqualTo(id);
    }

    @Test
    void unchangedDocumentConfirmsWhatItTold() throws InterruptedException {
        Scraper scraper = scraper(rss("calls"));
        site.page("/feed", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean known = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            FakeSite.send(
                    exchange,
                    known ? 304 : 200,
                    known ? new byte[0] : feed(item("Stone", "/1", "One.")).getBytes(UTF_8));
        });
        scraper.runNow("calls");
        house.clock().advance(Duration.ofDays(1));

        SourceRun run = scraper.runNow("calls");

        assertThat(run.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(run.found()).isEqualTo(1);
        assertThat(find("Stone").seenAt()).isEqualTo(house.clock().instant());

        Scraper changed = scraper(withTags(rss("calls"), List.of("new")));
        assertThat(changed.runNow("calls").updated())
                .as("another description reads it anew")
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeUnderstoodIsReportedPerItem() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("Stone", "/1", "Deadline: 30.11.2026"),
                        item("Wood", "/2", "Deadline: 31.11.2026"),
                        item("Glass", "/3", "Deadline: soon"),
                        item("Paper", "/4", "Deadline: 1 December 2026"),
                        item("Clay", "/5", "Nothing.")));
        Source source = with(rss("calls"), Map.of(Field.DEADLINE, "Deadline: (.+)"));

        SourceRun run = scraper(source).runNow("calls");

        assertThat(List.of(run.found(), run.created(), run.refused())).containsExactly(5, 3, 2);
        assertThat(run.notes())
                .containsExactly(
                        "\"Wood\": deadline \"31.11.2026\" is no day with the day first",
                        "\"Glass\": deadline \"soon\" has no form that is known");
    }

    @Test
    void sourceThatYieldsNothingIsSuspiciousAndKeepsTheOldItems() throws InterruptedException {
        Scraper scraper = scraper(rss("calls"));
        site.page("/feed", "text/xml", feed(items(10)));
        scraper.runNow("calls");

        site.page("/feed", "text/xml", feed());
        SourceRun empty = scraper.runNow("calls");
        site.page("/feed", "text/xml", feed(items(1)));
        SourceRun few = scraper.runNow("calls");

        assertThat(empty.outcome()).isEqualTo(Outcome.SUSPICIOUS);
        assertThat(empty.problem()).isEqualTo("Nothing was found where 10 are usual");
        assertThat(few.problem()).isEqualTo("Only 1 were found where 10 are usual");
        SourceStatus status = sources(rss("calls")).status("calls");
        assertThat(status.health()).isEqualTo(Health.SUSPICIOUS);
        assertThat(status.isTroubled()).isTrue();
        assertThat(all()).hasSize(10).allMatch(item -> item.opportunity().status() == Status.LIVE);

        site.page("/feed", "text/xml", feed(items(3)));
        assertThat(scraper.runNow("calls").outcome()).isEqualTo(Outcome.OK);
        assertThat(sources(rss("calls")).status("calls").health()).isEqualTo(Health.OK);
    }

    @Test
    void garbageIsNotStored() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("A", "/1", "Deadline: 1.12.2026"),
                        item("B", "/2", "Deadline: {{date}}"),
                        item("C", "/3", "Deadline: {{date}}"),
                        item("D", "/4", "Deadline: {{date}}")));

        SourceRun run = scraper(with(rss("calls"), Map.of(Field.DEADLINE, "Deadline: (.+)")))
                .runNow("calls");

        assertThat(run.outcome()).isEqualTo(Outcome.SUSPICIOUS);
        assertThat(run.problem()).isEqualTo("3 of 4 items could not be understood; nothing was stored");
        assertThat(all()).isEmpty();
    }

    @Test
    void failuresBackOffAndOpenTheBreaker() throws InterruptedException {
        Source source = rss("calls");
        Scraper scraper = scraper(source);
        site.status("/feed", 500);

        for (long minutes : new long[] {10, 20, 40, 80}) {
            SourceRun run = scraper.runNow("calls");
            assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(run.problem()).isEqualTo("The server answered 500");
            assertThat(run.httpStatus()).isEqualTo(500);
            assertThat(waiting(source)).isBetween(Duration.ofSeconds(minutes * 48), Duration.ofSeconds(minutes * 72));
        }
        assertThat(sources(source).status("calls").breakerOpen()).isFalse();
        scraper.runNow("calls");
        assertThat(sources(source).status("calls").breakerOpen()).isTrue();
        assertThat(waiting(source)).isEqualTo(Duration.ofDays(1));

        site.page("/feed", "text/xml", feed(items(1)));
        scraper.runNow("calls");
        SourceStatus mended = sources(source).status("calls");
        assertThat(mended.failures()).isZero();
        assertThat(mended.breakerOpen()).isFalse();
        assertThat(waiting(source)).isBetween(Duration.ofMinutes(342), Duration.ofMinutes(378));
    }

    @Test
    void serversWishToBeLeftAloneIsGranted() throws InterruptedException {
        Source source = rss("calls");
        site.status("/feed", 429, "Retry-After", "7200");

        scraper(source).runNow("calls");

        assertThat(waiting(source)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void listIsFollowedPageByPage() throws InterruptedException {
        site.page(
                "/list", "text/html", "<li><a href=/1>One</a><li><a href=/2>Two</a><a class=next href=/list2>next</a>");
        site.page("/list2", "text/html", "<li><a href=/3>Three</a><a class=next href=/list3>next</a>");
        site.page("/list3", "text/html", "<li><a href=/4>Four</a><a class=next href=/list>first</a>");

        assertThat(scraper(html("calls", 20)).runNow("calls").documents()).isEqualTo(3);
        assertThat(titles()).containsExactlyInAnyOrder("One", "Two", "Three", "Four");
        SourceRun short_ = scraper(html("calls", 2)).runNow("calls");
        assertThat(short_.documents()).isEqualTo(2);
        assertThat(short_.notes()).containsExactly("1 documents were left for another time");
    }

    @Test
    void laterPageThatFailsCostsNothingButItself() throws InterruptedException {
        site.page("/list", "text/html", "<li><a href=/1>One</a><a class=next href=/list2>next</a>")
                .status("/list2", 500);

        SourceRun run = scraper(html("calls", 20)).runNow("calls");

        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        assertThat(run.notes()).containsExactly(site.at("/list2") + ": The server answered 500");
        assertThat(titles()).containsExactly("One");
    }

    @Test
    void sitemapLeadsToPagesWithLinkedData() throws InterruptedException {
        site.page("/sitemap.xml", "text/xml", """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url><url><loc>%s</loc></url></urlset>""".formatted(site.at("/calls/1"), site.at("/about")));
        site.page("/calls/1", "text/html", """
                <script type="application/ld+json">{"@type": "Event", "name": "Stone", "startDate": "2026-12-01"}</script>""");
        Source source = source("calls", Kind.SITEMAP, site.at("/sitemap.xml"), 20, null, null, "/calls/");

        assertThat(scraper(source).runNow("calls").created()).isEqualTo(1);
        assertThat(find("Stone").opportunity().url())
                .isEqualTo(site.at("/calls/1").toString());
    }

    @Test
    void privateAddressIsRefusedUnlessTheSourceAllowsIt() throws InterruptedException {
        Source source = rss("calls");
        Source guarded = new Source(
                source.name(),
                source.kind(),
                source.url(),
                source.interval(),
                true,
                20,
                null,
                null,
                null,
                List.of(),
                source.zone(),
                source.dateOrder(),
                Map.of(),
                Map.of(),
                Map.of(),
                false);
        site.page("/feed", "text/xml", feed(items(1)));

        SourceRun run = scraper(guarded).runNow("calls");

        assertThat(run.problem()).isEqualTo("127.0.0.1 has the address 127.0.0.1, which is not public");
        assertThat(site.allCalls()).isEmpty();
    }

    @Test
    void onlyDueSourcesAreVisitedAndEachOnce() {
        site.page("/feed", "text/xml", feed(items(1)));
        Source off = new Source(
                "off",
                Kind.RSS,
                otherSite.at("/feed"),
                Duration.ofHours(6),
                false,
                20,
                null,
                null,
                null,
                List.of(),
                ZoneId.of("UTC"),
                DateOrder.DAY_FIRST,
                Map.of(),
                Map.of(),
                Map.of(),
                true);
        Scraper scraper = scraper(rss("calls"), off);
        assertThat(scraper.runDue()).isEqualTo(1);
        scraper.finish();

        assertThat(scraper(rss("calls"), off).runDue()).isZero();
        house.clock().advance(Duration.ofHours(7));
        Scraper later = scraper(rss("calls"), off);
        assertThat(later.runDue()).isEqualTo(1);
        later.finish();
        assertThat(site.calls()).hasSize(2);
        assertThat(otherSite.calls()).isEmpty();
    }

    @Test
    void slowHostDelaysNobody() {
        Source slow = rss("a-slow");
        Source quick = source("quick", Kind.RSS, otherSite.at("/feed"), 20, null, null, null);
        otherSite.page("/feed", "text/xml", feed(items(1)));
        site.page("/feed", exchange -> {
            boolean overtaken = comesTrue(() -> !runs.of("quick", 1).isEmpty());
            FakeSite.send(exchange, overtaken ? 200 : 500, feed(items(1)).getBytes(UTF_8));
        });

        Scraper scraper = scraper(slow, quick);
        assertThat(scraper.runDue()).isEqualTo(2);
        scraper.finish();

        assertThat(runs.of("a-slow", 1)).extracting(SourceRun::outcome).containsExactly(Outcome.OK);
    }

    @Test
    void visitOfANodeThatStopsIsGivenBack() {
        Source source = rss("calls");
        CountDownLatch end = new CountDownLatch(1);
        site.page("/feed", exchange -> comesTrue(() -> end.getCount() == 0));
        Scraper scraper = scraper(source);
        scraper.runDue();
        assertThat(comesTrue(() -> !site.calls().isEmpty())).isTrue();

        scraper.destroy();
        end.countDown();

        assertThat(runs.of("calls", 1)).isEmpty();
        SourceStatus status = sources(source).status("calls");
        assertThat(status.runningSince()).isNull();
        assertThat(status.failures()).isZero();
    }

    @Test
    void oneHostIsVisitedForOneSourceAtATime() {
        Source one = rss("one");
        Source two = source("two", Kind.RSS, site.at("/other"), 20, null, null, null);
        Source elsewhere = source("elsewhere", Kind.RSS, otherSite.at("/feed"), 20, null, null, null);
        states.enter(List.of(one, two, elsewhere), NOW);

        assertThat(states.claim("one", UUID.randomUUID(), NOW)).isTrue();
        assertThat(states.claim("one", UUID.randomUUID(), NOW)).isFalse();
        assertThat(states.claim("two", UUID.randomUUID(), NOW)).isFalse();
        assertThat(states.claim("elsewhere", UUID.randomUUID(), NOW)).isTrue();
        assertThatThrownBy(() -> scraper(one, two, elsewhere).runNow("one")).isInstanceOf(SourceBusy.class);
    }

    @Test
    void claimOfANodeThatDiedEndsByItselfAndItsLateResultChangesNothing() throws InterruptedException {
        Source source = rss("calls");
        site.page("/feed", "text/xml", feed(items(1)));
        states.enter(List.of(source), NOW);
        UUID dead = UUID.randomUUID();
        states.claim("calls", dead, NOW);
        assertThat(sources(source).status("calls").runningSince()).isEqualTo(NOW);

        house.clock().advance(SourceStates.CLAIM);
        assertThat(sources(source).status("calls").runningSince()).isNull();
        UUID other = UUID.randomUUID();
        assertThat(states.claim("calls", other, house.clock().instant())).isTrue();
        states.settle("calls", dead, Health.FAILING, "late", 9, NOW, NOW);

        assertThat(sources(source).status("calls").runningSince())
                .isEqualTo(house.clock().instant());
        assertThat(sources(source).status("calls").failures()).isZero();
    }

    @Test
    void overdueOpportunitiesExpireWithTheClock() throws InterruptedException {
        Scraper scraper = scraper(with(rss("calls"), Map.of(Field.DEADLINE, "Deadline: (.+)")));
        site.page("/feed", "text/xml", feed(item("Stone", "/1", "Deadline: 23.11.2026")));
        scraper.runNow("calls");

        house.clock().set(Instant.parse("2026-11-24T12:00:00Z"));
        scraper.runDue();
        scraper.finish();

        assertThat(find("Stone").opportunity().status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void unknownSourceIsToldWithThoseThereAre() {
        assertThatThrownBy(() -> scraper(rss("calls")).runNow("cals"))
                .isInstanceOf(UnknownSource.class)
                .hasMessage("There is no source \"cals\"; the configuration has calls");
    }

    @Test
    void olderRunsAreForgotten() {
        for (int i = 0; i < 205; i++) {
            runs.record(new SourceRun(
                    "calls",
                    NOW.plusSeconds(i),
                    NOW,
                    Outcome.OK,
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
                    List.of()));
        }

        assertThat(runs.of("calls", 1_000)).hasSize(200);
        assertThat(runs.of("calls", 1).getFirst().startedAt()).isEqualTo(NOW.plusSeconds(204));
    }

    private static boolean comesTrue(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return condition.getAsBoolean();
    }

    private Scraper scraper(Source... sources) {
        KnownDocuments known = new KnownDocuments(house.jdbc());
        SourceVisit visit = new SourceVisit(
                new Harvester(web, known, house.clock()),
                house.get(OpportunityImport.class),
                states,
                runs,
                known,
                house.clock());
        return new Scraper(
                new SourceCatalog(List.of(sources)), states, visit, house.get(Opportunities.class), house.clock());
    }

    private Sources sources(Source... sources) {
        return new Sources(new SourceCatalog(List.of(sources)), states, runs, house.clock());
    }

    private Duration waiting(Source source) {
        return Duration.between(
                house.clock().instant(), sources(source).status(source.name()).nextRunAt());
    }

    private Source rss(String name) {
        return source(name, Kind.RSS, site.at("/feed"), 20, null, null, null);
    }

    private Source html(String name, int pages) {
        Source source = source(name, Kind.HTML, site.at("/list"), pages, "li", ".next@href", null);
        return new Source(
                name,
                Kind.HTML,
                source.url(),
                source.interval(),
                true,
                pages,
                "li",
                ".next@href",
                null,
                List.of(),
                source.zone(),
                source.dateOrder(),
                Map.of(Field.TITLE, "a"),
                Map.of(),
                Map.of(),
                true);
    }

    private static Source source(
            String name, Kind kind, URI url, int pages, String items, String next, String include) {
        return new Source(
                name,
                kind,
                url,
                Duration.ofHours(6),
                true,
                pages,
                items,
                next,
                include,
                List.of(),
                ZoneId.of("UTC"),
                DateOrder.DAY_FIRST,
                Map.of(),
                Map.of(),
                Map.of(),
                true);
    }

    private static Source with(Source source, Map<Field, String> find) {
        return new Source(
                source.name(),
                source.kind(),
                source.url(),
                source.interval(),
                true,
                source.pages(),
                null,
                null,
                null,
                List.of(),
                source.zone(),
                source.dateOrder(),
                Map.of(),
                find,
                Map.of(),
                true);
    }

    private static Source withTags(Source source, List<String> tags) {
        return new Source(
                source.name(),
                source.kind(),
                source.url(),
                source.interval(),
                true,
                source.pages(),
                null,
                null,
                null,
                tags,
                source.zone(),
                source.dateOrder(),
                Map.of(),
                Map.of(),
                Map.of(),
                true);
    }

    private static String feed(String... items) {
        return "<rss version=\"2.0\"><channel><title>t</title><link>https://x.example/</link><description>d</description>"
                + String.join("", items) + "</channel></rss>";
    }

    private static String item(String title, String link, String description) {
        return "<item><title>" + title + "</title><link>" + link + "</link><description><![CDATA[" + description
                + "]]></description></item>";
    }

    private static String[] items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> item("Call " + i, "/" + i, "Text."))
                .toArray(String[]::new);
    }

    private KnownOpportunity find(String title) {
        return all().stream()
                .filter(item -> item.opportunity().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private List<String> titles() {
        return all().stream().map(item -> item.opportunity().title()).collect(Collectors.toList());
    }

    private List<KnownOpportunity> all() {
        return house.get(Opportunities.class).search(new OpportunityFilter(null, null, null), null, 100);
    }
}
