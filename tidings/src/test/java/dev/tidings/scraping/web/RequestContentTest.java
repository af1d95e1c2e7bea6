package dev.tidings.scraping.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Secret;
import dev.tidings.scraping.web.DocumentFetch.Fetched;
import dev.tidings.testkit.FakeWebSite;
import dev.tidings.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a source's headers and body go. */
class RequestContentTest {
    private static final RequestContent HEADER = new RequestContent(Map.of("X-Key", new Secret("top secret")), null);

    private final FakeWebSite site = new FakeWebSite();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final DocumentFetcher fetcher = new DocumentFetcher(
            FetchLimits.STANDARD, "Tidings", new SettableClock(Instant.parse("2026-11-22T09:00:00Z")), pause -> {});

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        site.close();
    }

    @Test
    void headersAreNotSentForRobotsTxt() throws InterruptedException {
        record(site, "/api");

        fetch(HEADER, site.url("/api"));

        assertThat(site.allRequests().getFirst().path()).isEqualTo("/robots.txt");
        assertThat(site.allRequests().getFirst().headers().containsKey("X-Key")).isFalse();
        assertThat(site.requests().getFirst().headers().getFirst("X-Key")).isEqualTo("top secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/api, http://a.example/new, true",
        "http://a.example/api, https://a.example/new, true",
        "https://A.example/api, https://a.example/new, true",
        "https://a.example/api, http://a.example/new, false",
        "https://a.example/api, https://b.example/new, false",
        "https://a.example/api, https://a.example:8443/new, false",
        "http://a.example:8080/api, https://a.example/new, false"
    })
    void redirectKeepsHeadersOnTheSameSiteOnly(URI source, URI target, boolean kept) throws FetchRefused {
        FetchRequest request = new FetchRequest(source, -1, false, null, null, HEADER);

        assertThat(request.redirectedTo(target, 302).content()).isEqualTo(kept ? HEADER : RequestContent.NONE);
    }

    @ParameterizedTest
    @CsvSource({"301, GET ''", "302, GET ''", "303, GET ''", "307, POST 'a=1'", "308, POST 'a=1'"})
    void redirectDecidesWhetherTheBodyIsSentAgain(int status, String expected) throws InterruptedException {
        site.status("/search", status, "Location", "/results");
        record(site, "/results");

        fetch(new RequestContent(Map.of(), new Secret("a=1")), site.url("/search"));

        assertThat(received).containsExactly(expected);
    }

    @Test
    void bodyGoesToNoOtherHost() throws FetchRefused {
        RequestContent post = new RequestContent(Map.of(), new Secret("a=1"));
        FetchRequest request = new FetchRequest(URI.create("https://a.example/"), -1, false, null, null, post);
        URI other = URI.create("https://b.example/");

        assertThatThrownBy(() -> request.redirectedTo(other, 307))
                .isInstanceOf(FetchRefused.class)
                .hasMessageEndingWith("and the body is sent to no other host: set url to it");
        assertThat(request.redirectedTo(other, 302).content().body()).isNull();
    }

    @Test
    void secretsAreHiddenInTexts() {
        FetchRequest request = new FetchRequest(
                site.url("/"),
                -1,
                true,
                null,
                null,
                new RequestContent(Map.of("X-Key", new Secret("top secret")), new Secret("also secret")));

        assertThat(request.toString()).doesNotContain("secret");
    }

    @Test
    void permanentRedirectsNameTheNewAddress() throws InterruptedException {
        site.status("/old", 301, "Location", "/older").status("/older", 308, "Location", "/new");
        site.status("/sometimes", 301, "Location", "/today").status("/today", 302, "Location", "/new");
        record(site, "/new");

        assertThat(((Fetched) fetch(RequestContent.NONE, site.url("/old"))).movedTo())
                .isEqualTo(site.url("/new"));
        assertThat(((Fetched) fetch(RequestContent.NONE, site.url("/sometimes"))).movedTo())
                .isNull();
        assertThat(((Fetched) fetch(RequestContent.NONE, site.url("/new"))).movedTo())
                .isNull();
    }

    private void record(FakeWebSite target, String path) {
        target.page(path, exchange -> {
            received.add(exchange.getRequestMethod() + " '"
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + "'");
            FakeWebSite.send(exchange, 200, new byte[0]);
        });
    }

    private DocumentFetch fetch(RequestContent content, URI uri) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(uri, uri.getPort(), true, null, null, content));
    }
}
