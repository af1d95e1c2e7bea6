package dev.tidings.scraping;

import static dev.tidings.scraping.TestScraping.feed;
import static dev.tidings.scraping.TestScraping.item;
import static dev.tidings.scraping.TestScraping.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.scraping.PreviewReport.FieldPreview;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchLimits;
import dev.tidings.testkit.FakeWebSite;
import dev.tidings.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drafted file is valid, disabled, and finds what the address has. */
class SourceDraftsTest {
    @TempDir
    Path folder;

    private final FakeWebSite site = new FakeWebSite();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final DocumentFetcher fetcher = new DocumentFetcher(FetchLimits.STANDARD, "Tidings", clock, pause -> {});

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        site.close();
    }

    @Test
    void feedWithDeadlinesInItsTextIsDrafted() throws IOException, InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        item("Stone", "/1", "Deadline: 2026-12-01"),
                        item("Wood", "/2", "Carve.<br>\nDeadline: 2026-12-02")));

        assertThat(drafted("/feed")).contains("kind: rss");
        assertThat(found())
                .contains(
                        new FieldPreview("title", 2, List.of("Stone", "Wood")),
                        new FieldPreview("deadline", 2, List.of("2026-12-01", "2026-12-02")));
    }

    @Test
    void elementOfAFeedThatNamesTheDeadlineIsDrafted() throws IOException, InterruptedException {
        site.page(
                "/feed",
                "text/xml",
                feed(
                        "<item><title>Stone</title><link>/1</link><call:closingDate>2026-12-01</call:closingDate></item>"));

        assertThat(drafted("/feed")).contains("  deadline: 'call:closingDate'");
        assertThat(found()).contains(new FieldPreview("deadline", 1, List.of("2026-12-01")));
    }

    @Test
    void feedThatAPageLinksIsPreferred() throws IOException, InterruptedException {
        site.page("/", "text/html", "<html><link rel=alternate type=application/rss+xml href=/feed><p>Calls");
        site.page("/feed", "text/xml", feed(items(3)));

        assertThat(drafted("/")).contains("kind: rss", "url: '" + site.url("/feed") + "'");
        assertThat(found()).contains(new FieldPreview("title", 3, List.of("Call 0", "Call 1", "Call 2")));
    }

    @Test
    void listOfAPageIsDrafted() throws IOException, InterruptedException {
        site.page("/calls", "text/html", """
                <html><nav><ul><li><a href=/a>About us and our work</a></li><li><a href=/b>Board of the society</a></li>
                <li><a href=/c>Contact and directions</a></li></ul></nav>
                <div id=main><div class="card call"><h3><a href=/1>Stone</a></h3><span class=call-location>Oslo</span>
                  <time datetime=2026-12-01>soon</time><p>Carve it.</p></div>
                <div class="card call"><h3><a href=/2>Wood</a></h3><span class=call-location>Lima</span>
                  <time datetime=2026-12-02>later</time><p>Turn it.</p></div>
                <div class="card call"><h3><a href=/3>Glass</a></h3><span class=call-location>Rome</span>
                  <time datetime=2026-12-03>later</time><p>Blow it.</p></div></div>
                <a rel=next href=/calls2>next</a></html>""");

        assertThat(drafted("/calls")).contains("kind: html", "items: '#main > div.card'", "next: 'a[rel=next]@href'");
        assertThat(found())
                .contains(
                        new FieldPreview("title", 3, List.of("Stone", "Wood", "Glass")),
                        new FieldPreview("location", 3, List.of("Oslo", "Lima", "Rome")),
                        new FieldPreview("deadline", 3, List.of("2026-12-01", "2026-12-02", "2026-12-03")),
                        new FieldPreview("description", 3, List.of("Carve it.", "Turn it.", "Blow it.")));
    }

    @Test
    void longestArrayOfJsonIsDrafted() throws IOException, InterruptedException {
        site.page("/api", "application/json", """
                {"menu": [{"title": "x"}], "data": {"calls": [
                  {"id": 1, "title": {"rendered": "Stone"}, "attributes": {"closing_date": "2026-12-01"}, "link": "/1"},
                  {"id": 2, "title": {"rendered": "Wood"}, "attributes": {"closing_date": "2026-12-02"}, "link": "/2"}]},
                 "links": {"next": "/api?page=2"}}""");

        assertThat(drafted("/api"))
                .contains("items: '/data/calls'", "next: '/links/next'", "  title: '/title/rendered'");
        assertThat(found())
                .contains(
                        new FieldPreview("title", 2, List.of("Stone", "Wood")),
                        new FieldPreview("deadline", 2, List.of("2026-12-01", "2026-12-02")));
    }

    @Test
    void schemaOrgDataOfAPageAreDrafted() throws IOException, InterruptedException {
        site.page(
                "/jobs",
                "text/html",
                "<html><script type='application/ld+json'>{\"@type\": \"JobPosting\", \"title\": \"Stone\"}</script>");

        assertThat(drafted("/jobs")).contains("kind: sitemap");
        assertThat(found()).contains(new FieldPreview("title", 1, List.of("Stone")));
    }

    @Test
    void permanentRedirectGivesTheNewAddress() throws IOException, InterruptedException {
        site.status("/old", 301, "Location", "/feed").page("/feed", "text/xml", feed(items(1)));

        assertThat(drafted("/old")).contains("url: '" + site.url("/feed") + "'");
    }

    @Test
    void addressWithoutAListGivesNoFileAndTheReason() throws InterruptedException {
        site.page("/app", "text/html", "<html><div id=app></div><script src=/main.js></script>");
        site.page("/text", "text/plain", "hello");
        site.status("/no", 403);

        assertThat(draft("/app").yaml()).isNull();
        assertThat(draft("/app").remarks()).anyMatch(remark -> remark.startsWith("This page is filled by JavaScript"));
        assertThat(draft("/text").yaml()).isNull();
        assertThat(draft("/no").remarks()).startsWith("The server answered 403");
        assertThat(draft("/no").name()).isEqualTo("127-0-0-1");
    }

    private SourceDraft draft(String path) throws InterruptedException {
        return new SourceDrafts(fetcher, new ParserPool()).draft(site.url(path), true);
    }

    /** Drafts the file and writes it to the folder. */
    private String drafted(String path) throws IOException, InterruptedException {
        SourceDraft draft = draft(path);
        assertThat(draft.yaml()).as("%s", draft.remarks()).isNotNull();
        Files.writeString(folder.resolve("drafted.yml"), draft.yaml() + "allow-private: true\n");
        assertThat(SourceFolder.read(folder).require("drafted").enabled()).isFalse();
        return draft.yaml();
    }

    private List<FieldPreview> found() throws InterruptedException {
        return new SourcePreview(fetcher, new ParserPool(), url -> Optional.empty(), clock)
                .of(SourceFolder.read(folder).require("drafted"))
                .fields();
    }
}
