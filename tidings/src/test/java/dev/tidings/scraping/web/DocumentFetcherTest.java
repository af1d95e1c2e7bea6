package dev.tidings.scraping.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.PublicAddress;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import dev.tidings.scraping.web.DocumentFetch.Fetched;
import dev.tidings.testkit.FakeWebSite;
import dev.tidings.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFetcherTest {
    private static final FetchLimits LIMITS = limits(Duration.ofSeconds(30));
    private static final FetchLimits SHORT_TIMEOUT = limits(Duration.ofMillis(300));

    private final FakeWebSite site = new FakeWebSite();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final List<Duration> pauses = new ArrayList<>();
    private final DocumentFetcher fetcher =
            new DocumentFetcher(LIMITS, "Tidings (+https://digest.example)", clock, pauses::add);
    private final CountDownLatch testEnd = new CountDownLatch(1);

    private static FetchLimits limits(Duration totalTimeout) {
        return new FetchLimits(
                Duration.ofSeconds(20), Duration.ofSeconds(20), totalTimeout, 10_000, 3, Duration.ofSeconds(2));
    }

    @AfterEach
    void close() throws IOException {
        testEnd.countDown();
        fetcher.close();
        site.close();
    }

    @Test
    void fetchedDocumentHasValidators() throws InterruptedException {
        site.page("/feed", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=iso-8859-1");
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT");
            FakeWebSite.send(exchange, 200, "<é/>".getBytes(StandardCharsets.ISO_8859_1));
        });

        Fetched fetched = (Fetched) get("/feed");

        assertThat(fetched.document().text()).isEqualTo("<é/>");
        assertThat(fetched.etag()).isEqualTo("\"v1\"");
        assertThat(fetched.lastModified()).isEqualTo("Sun, 22 Nov 2026 08:00:00 GMT");
        assertThat(site.requests().getFirst().headers().getFirst("User-Agent"))
                .isEqualTo("Tidings (+https://digest.example)");
        assertThat(site.requests().getFirst().headers().containsKey("If-None-Match"))
                .isFalse();
    }

    @Test
    void unchangedDocumentIsNotModified() throws InterruptedException {
        site.status("/feed", 304);

        DocumentFetch fetch = fetcher.fetch(new FetchRequest(
                site.url("/feed"), site.port(), true, "\"v1\"", "Sun, 22 Nov 2026 08:00:00 GMT", RequestContent.NONE));

        assertThat(fetch).isEqualTo(new DocumentFetch.NotModified(null));
        assertThat(site.requests().getFirst().headers().getFirst("If-None-Match"))
                .isEqualTo("\"v1\"");
        assertThat(site.requests().getFirst().headers().getFirst("If-Modified-Since"))
                .isEqualTo("Sun, 22 Nov 2026 08:00:00 GMT");
    }

    @Test
    void retryAfterIsReported() throws InterruptedException {
        site.status("/busy", 429, "Retry-After", "3600");
        site.status("/down", 503, "Retry-After", "Sun, 22 Nov 2026 09:30:00 GMT");
        site.status("/odd", 503, "Retry-After", "soon");

        assertThat(get("/busy")).isEqualTo(new FetchFailed("The server answered 429", 429, Duration.ofHours(1)));
        assertThat(get("/down")).isEqualTo(new FetchFailed("The server answered 503", 503, Duration.ofMinutes(30)));
        assertThat(get("/odd")).isEqualTo(new FetchFailed("The server answered 503", 503, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsFollowed(int status) throws InterruptedException {
        site.status("/old", status, "Location", "/new place");
        site.page("/new%20place", "text/plain", "here");

        assertThat(((Fetched) get("/old")).document().uri()).isEqualTo(site.url("/new%20place"));
    }

    @Test
    void redirectLoopsAndLongChainsFail() throws InterruptedException {
        site.status("/a", 302, "Location", "/b").status("/b", 302, "Location", "/a");
        assertThat(problem(get("/a"))).contains("loop");

        for (int i = 0; i < 6; i++) {
            site.status("/" + i, 302, "Location", "/" + (i + 1));
        }
        assertThat(problem(get("/0"))).isEqualTo("More than 3 redirects");
        site.status("/nowhere", 302, "Location", "file:///etc/passwd");
        assertThat(problem(get("/nowhere"))).contains("does not lead to an http(s) URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0"})
    void privateAddressIsRefusedInEveryNotation(String host) throws InterruptedException {
        DocumentFetch fetch = fetcher.fetch(
                new FetchRequest(URI.create("http://" + host + ":" + site.port() + "/"), site.port(), false));

        assertThat(problem(fetch)).containsAnyOf("which is not public", "is unknown");
        assertThat(site.allRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://169.254.169.254/latest/meta-data/",
                "http://inside.example:PORT/"
            })
    void redirectToAPrivateAddressIsRefused(String target) throws IOException, InterruptedException {
        try (FakeWebSite publicSite = new FakeWebSite("127.0.0.2");
                DocumentFetcher publicOnlyFetcher =
                        fetcherWith(host -> host.equals("outside.example") ? "127.0.0.2" : "127.0.0.1")) {
            publicSite.status("/", 302, "Location", target.replace("PORT", String.valueOf(publicSite.port())));

            DocumentFetch fetch = publicOnlyFetcher.fetch(new FetchRequest(
                    URI.create("http://outside.example:" + publicSite.port() + "/"), publicSite.port(), false));

            assertThat(problem(fetch)).contains("is not public");
            assertThat(publicSite.requests()).hasSize(1);
            assertThat(site.allRequests()).isEmpty();
        }
    }

    @Test
    void addressIsCheckedForEveryConnection() throws IOException, InterruptedException {
        AtomicInteger lookups = new AtomicInteger();
        try (FakeWebSite publicSite = new FakeWebSite("127.0.0.2");
                DocumentFetcher publicOnlyFetcher =
                        fetcherWith(host -> lookups.getAndIncrement() < 1 ? "127.0.0.2" : "127.0.0.1")) {
            publicSite.page("/robots.txt", exchange -> {
                exchange.getResponseHeaders().set("Connection", "close");
                FakeWebSite.send(exchange, 404, new byte[0]);
            });
            publicSite.page("/", "text/plain", "secret");

            DocumentFetch fetch = publicOnlyFetcher.fetch(new FetchRequest(
                    URI.create("http://outside.example:" + publicSite.port() + "/"), publicSite.port(), false));

            assertThat(problem(fetch)).contains("is not public");
            assertThat(publicSite.requests()).isEmpty();
        }
    }

    @Test
    void hostWithAnUnderscoreIsFetched() throws IOException, InterruptedException {
        try (FakeWebSite publicSite = new FakeWebSite("127.0.0.2");
                DocumentFetcher publicOnlyFetcher = fetcherWith(host -> "127.0.0.2")) {
            publicSite.page("/", "text/plain", "calls");

            DocumentFetch fetch = publicOnlyFetcher.fetch(new FetchRequest(
                    URI.create("http://my_gallery.example:" + publicSite.port() + "/"), publicSite.port(), false));

            assertThat(((Fetched) fetch).document().bytes()).asString().isEqualTo("calls");
        }
    }

    @Test
    void otherPortIsRefused() throws InterruptedException {
        site.status("/", 302, "Location", "http://127.0.0.1:" + (site.port() == 9 ? 10 : 9) + "/");

        assertThat(problem(get("/"))).contains("neither 80 nor 443");
    }

    @Test
    void robotsTxtIsObeyed() throws InterruptedException {
        site.page(
                "/robots.txt",
                "text/plain",
                "User-agent: *\nDisallow: /private/\n\nUser-agent: Tidings\nDisallow: /calls\n");
        site.page("/calls", "text/plain", "x").page("/private/x", "text/plain", "x");

        assertThat(problem(get("/calls"))).isEqualTo("robots.txt of 127.0.0.1 disallows it");
        assertThat(get("/private/x")).isInstanceOf(Fetched.class);
        assertThat(site.allRequests())
                .extracting(FakeWebSite.SiteRequest::path)
                .containsExactly("/robots.txt", "/private/x");
    }

    @Test
    void unreadableRobotsTxtBlocksTheHostForAWhile() throws InterruptedException {
        site.status("/robots.txt", 500).page("/calls", "text/plain", "x");
        assertThat(problem(get("/calls"))).contains("cannot be read");

        site.status("/robots.txt", 404);
        assertThat(problem(get("/calls"))).contains("cannot be read");
        clock.advance(Duration.ofMinutes(31));
        assertThat(get("/calls")).isInstanceOf(Fetched.class);
    }

    @Test
    void requestsToOneHostAreSpaced() throws InterruptedException {
        site.page("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 7\nDisallow:\n")
                .page("/x", "text/plain", "x");

        get("/x");
        get("/x");

        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(9));
    }

    @Test
    void slowBodyIsAborted() throws IOException, InterruptedException {
        site.page("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
            await(testEnd);
            exchange.close();
        });

        assertThat(problem(getWithShortTimeout("/slow"))).isEqualTo("The response was not complete after 0.3 s");
    }

    @Test
    void silentServerTimesOut() throws IOException, InterruptedException {
        site.page("/silent", exchange -> await(testEnd));

        assertThat(problem(getWithShortTimeout("/silent"))).isEqualTo("The response was not complete after 0.3 s");
    }

    @Test
    void endlessBodyIsAborted() throws InterruptedException {
        site.page("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (testEnd.getCount() > 0) {
                out.write(new byte[1_000]);
            }
        });

        assertThat(problem(get("/endless"))).isEqualTo("The response has more than 10000 bytes");
    }

    @Test
    void bodyLimitAppliesAfterDecompression() throws InterruptedException, IOException {
        site.page("/small", exchange -> sendGzipped(exchange, 10_000))
                .page("/bomb", exchange -> sendGzipped(exchange, 50_000_000));

        assertThat(((Fetched) get("/small")).document().bytes()).hasSize(10_000);
        assertThat(problem(get("/bomb"))).isEqualTo("The response has more than 10000 bytes");
    }

    @Test
    void encodingsOtherThanGzipAndDeflateAreNeitherAskedForNorRead() throws InterruptedException {
        site.page("/lzma", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "lzma");
            FakeWebSite.send(exchange, 200, new byte[] {0x5d, 0, 0, 0, (byte) 0x80, -1, -1, -1, -1, -1, -1, -1, -1, 0});
        });

        assertThat(problem(get("/lzma")))
                .isEqualTo("The request to 127.0.0.1 failed: Unsupported Content-Encoding: lzma");
        assertThat(acceptEncoding()).contains("gzip").contains("deflate").doesNotContain("lzma", "br", "zstd", "bzip2");
    }

    private String acceptEncoding() throws InterruptedException {
        AtomicReference<String> accepted = new AtomicReference<>("");
        site.page("/accepted", exchange -> {
            accepted.set(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            FakeWebSite.send(exchange, 200, new byte[0]);
        });
        get("/accepted");
        return accepted.get();
    }

    @Test
    void headersAreLimited() throws InterruptedException {
        site.status("/many", 200, "X-Long", "x".repeat(100_000));

        assertThat(problem(get("/many"))).isEqualTo("127.0.0.1 sent headers over the limit");
    }

    @Test
    void refusedConnectionNamesTheHost() throws InterruptedException {
        FakeWebSite closedSite = new FakeWebSite();
        closedSite.close();

        assertThat(problem(fetcher.fetch(new FetchRequest(closedSite.url("/"), closedSite.port(), true))))
                .contains("127.0.0.1");
    }

    private static void sendGzipped(com.sun.net.httpserver.HttpExchange exchange, int bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(new byte[bytes]);
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        FakeWebSite.send(exchange, 200, zipped.toByteArray());
    }

    /** A fetcher with this DNS that treats 127.0.0.2 as public. */
    private DocumentFetcher fetcherWith(UnaryOperator<String> addresses) {
        DnsResolver resolver = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                boolean isLiteral = host.matches("[\\d.]+");
                return new InetAddress[] {InetAddress.getByName(isLiteral ? host : addresses.apply(host))};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        return new DocumentFetcher(
                LIMITS,
                "Tidings",
                clock,
                pauses::add,
                new PublicOnlyDnsResolver(
                        resolver,
                        address -> PublicAddress.isPublic(address)
                                || address.getHostAddress().equals("127.0.0.2")));
    }

    private DocumentFetch get(String path) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(site.url(path), site.port(), true));
    }

    private DocumentFetch getWithShortTimeout(String path) throws IOException, InterruptedException {
        try (DocumentFetcher impatient = new DocumentFetcher(SHORT_TIMEOUT, "Tidings", clock, pauses::add)) {
            return impatient.fetch(new FetchRequest(site.url(path), site.port(), true));
        }
    }

    private static String problem(DocumentFetch fetch) {
        return ((FetchFailed) fetch).problem();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
