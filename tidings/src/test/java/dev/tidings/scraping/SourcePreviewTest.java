package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.item;
import static dev.tidings.scraping.TestScraping.items;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.scraping.PreviewReport.FieldPreview;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchLimits;
import dev.tidings.testkit.FakeWebSite;
import dev.tidings.testkit.SettableClock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourcePreviewTest {
    private final FakeWebSite site = new FakeWebSite();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final DocumentFetcher fetcher = new DocumentFetcher(FetchLimits.STANDARD, "Tidings", clock, pause -> {});
    private final SourcePreview preview = new SourcePreview(fetcher, new ParserPool(), url -> Optional.empty(), clock);

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        site.close();
    }

    @Test
    void fieldsShowTheirHitsAndThreeSamples() throws InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("A", "/1", "Deadline: 2026-12-01"),
                        item("B", "/2", "Deadline: 2026-12-02"),
                        item("C", "/3", "Deadline: 2026-12-03"),
                        item("D", "/4", "Deadline: 31.11.2026"),
                        item("E", "/5", "x")));
        TestSource source = TestSource.rss("calls", site.url("/feed"))
                .find(Map.of(ItemField.DEADLINE, "Deadline: (.+)", ItemField.FEE, "Fee: (.+)"))
                .defaults(Map.of(ItemField.TYPE, List.of("residency")));

        PreviewReport report = preview.of(source.build());

        assertThat(List.of(report.items(), report.refused(), report.documents()))
                .containsExactly(5, 1, 1);
        assertThat(report.fields())
                .contains(
                        new FieldPreview("title", 5, List.of("A", "B", "C")),
                        new FieldPreview("deadline", 4, List.of("2026-12-01", "2026-12-02", "2026-12-03")),
                        new FieldPreview("fee", 0, List.of()))
                .noneMatch(field -> field.field().equals("type"));
        assertThat(report.notes()).singleElement().asString().startsWith("\"D\": deadline \"31.11.2026\" ");
        assertThat(report.needs()).isEmpty();
    }

    @Test
    void dayWithoutAYearIsReadAsAtTheFirstReport() throws InterruptedException {
        site.page("/feed", "text/xml", feed(item("A", "/1", "Deadline: 15 October")));
        Source source = TestSource.rss("calls", site.url("/feed"))
                .find(Map.of(ItemField.DEADLINE, "Deadline: (.+)"))
                .build();
        Instant found = Instant.parse("2026-09-30T09:00:00Z");

        assertThat(preview.of(source).fields()).contains(new FieldPreview("deadline", 1, List.of("2027-10-15")));
        assertThat(new SourcePreview(fetcher, new ParserPool(), url -> Optional.of(found), clock)
                        .of(source)
                        .fields())
                .contains(new FieldPreview("deadline", 1, List.of("2026-10-15")));
    }

    @Test
    void threeListPagesAndFiveSecondPagesAreFetched() throws InterruptedException {
        for (int page = 1; page <= 4; page++) {
            site.page(
                    "/list" + page,
                    "text/html",
                    "<li><a href=/a%1$d>A%1$d</a><li><a href=/b%1$d>B%1$d</a><a class=next href=/list%2$d>next</a>"
                            .formatted(page, page + 1));
            site.page("/a" + page, "text/html", "<p class=x>500 EUR</p>");
            site.page("/b" + page, "text/html", "<p class=x>500 EUR</p>");
        }
        TestSource source = TestSource.of("calls", SourceKind.HTML, site.url("/list1"))
                .list("li", ".next@href", 20)
                .fields(Map.of(ItemField.TITLE, "a"))
                .detail(Map.of(ItemField.AWARD, ".x"));

        PreviewReport report = preview.of(source.build());

        assertThat(List.of(report.documents(), report.items())).containsExactly(8, 5);
        assertThat(report.fields()).contains(new FieldPreview("award", 5, List.of("500 EUR")));
    }

    @Test
    void pageFilledByJavaScriptIsRecognized() throws InterruptedException {
        site.page(
                "/app",
                "text/html",
                "<!doctype html><title>Calls</title><noscript>You need to enable JavaScript to run this app.</noscript>"
                        + "<div id=root></div><script src=/main.js></script>");

        assertThat(needs(page("/app"))).singleElement().asString().startsWith("This page is filled by JavaScript");
    }

    @Test
    void pageThatWantsACookieIsRecognized() throws InterruptedException {
        site.page(
                "/wall",
                "text/html",
                "<!doctype html><title>Just a moment...</title><p>Please enable cookies to continue.</p><script src=/c.js></script>");
        site.status("/loop", 302, "Location", "/loop2").status("/loop2", 302, "Location", "/loop");

        assertThat(needs(page("/wall"))).singleElement().asString().startsWith("A cookie is wanted");
        assertThat(needs(page("/loop"))).singleElement().asString().startsWith("A cookie is wanted");
    }

    @Test
    void htmlThatLinksAFeedIsRecognized() throws InterruptedException {
        site.page(
                "/blog",
                "text/html",
                "<!doctype html><link rel=alternate type=application/rss+xml href=/feed.xml><p>"
                        + "A long text. ".repeat(40));

        assertThat(needs(TestSource.rss("calls", site.url("/blog"))))
                .containsExactly(
                        "This is HTML, and kind is rss",
                        "This is HTML that links a feed: " + site.url("/feed.xml") + " (kind: rss)");
    }

    @Test
    void refusalsSayWhatTheServerWants() throws InterruptedException {
        site.status("/key", 401).status("/no", 403).status("/down", 500);

        assertThat(needs(page("/key"))).singleElement().asString().startsWith("A sign-in is wanted");
        assertThat(needs(page("/no"))).singleElement().asString().startsWith("The server refuses programs");
        assertThat(needs(page("/down"))).isEmpty();
        assertThat(preview.of(page("/down").build()).problem()).isEqualTo("The server answered 500");
    }

    @Test
    void linkHeaderThatIsNotFollowedIsTold() throws InterruptedException {
        site.page("/feed", exchange -> {
            exchange.getResponseHeaders().set("Link", "</feed?page=2>; rel=next");
            FakeWebSite.send(exchange, 200, feed(items(1)).getBytes(UTF_8));
        });

        assertThat(needs(TestSource.rss("calls", site.url("/feed"))))
                .containsExactly(
                        "The Link header names a next page: " + site.url("/feed?page=2") + " (next: link-header)");
    }

    private TestSource page(String path) {
        return TestSource.of("calls", SourceKind.HTML, site.url(path))
                .list("li", null, 5)
                .fields(Map.of(ItemField.TITLE, "a"));
    }

    private List<String> needs(TestSource source) throws InterruptedException {
        return preview.of(source.build()).needs();
    }
}
