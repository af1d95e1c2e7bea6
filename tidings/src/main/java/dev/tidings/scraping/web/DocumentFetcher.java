package dev.tidings.scraping.web;

import crawlercommons.robots.BaseRobotRules;
import dev.tidings.core.PublicAddress;
import dev.tidings.core.Secret;
import dev.tidings.core.WebUrl;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import dev.tidings.scraping.web.DocumentFetch.Fetched;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents politely: obeys robots.txt, limits the rate per host, identifies itself, and checks that every
 * address is public before connecting, also after redirects.
 */
public final class DocumentFetcher implements AutoCloseable {
    private static final String ACCEPT = "application/rss+xml, application/atom+xml, application/json, text/calendar,"
            + " application/xml;q=0.9, text/html;q=0.9, */*;q=0.5";
    private static final String ROBOT_NAME = "tidings";

    private final LimitedHttpClient publicClient;
    private final LimitedHttpClient unrestrictedClient;
    private final RobotsTxt robots;
    private final HostRateLimiter rateLimiter;
    private final FetchLimits limits;
    private final InstantSource clock;

    /** @param userAgent starts with "Tidings", the name that robots.txt rules match */
    public DocumentFetcher(FetchLimits limits, String userAgent, InstantSource clock, RequestSleeper sleeper) {
        this(
                limits,
                userAgent,
                clock,
                sleeper,
                new PublicOnlyDnsResolver(SystemDefaultDnsResolver.INSTANCE, PublicAddress::isPublic));
    }

    DocumentFetcher(
            FetchLimits limits,
            String userAgent,
            InstantSource clock,
            RequestSleeper sleeper,
            PublicOnlyDnsResolver resolver) {
        this.limits = limits;
        this.clock = clock;
        this.publicClient = new LimitedHttpClient(resolver, limits, userAgent);
        this.unrestrictedClient = new LimitedHttpClient(SystemDefaultDnsResolver.INSTANCE, limits, userAgent);
        this.robots = new RobotsTxt(clock, ROBOT_NAME);
        this.rateLimiter = new HostRateLimiter(clock, sleeper);
    }

    /** @throws InterruptedException if the thread is interrupted while waiting for the rate limit */
    public DocumentFetch fetch(FetchRequest request) throws InterruptedException {
        Set<URI> visited = new HashSet<>(Set.of(request.uri()));
        FetchRequest next = request;
        boolean permanent = true;
        try {
            for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
                Duration minGap = requireAllowed(next);
                WebResponse response = exchange(next, minGap);
                if (!response.isRedirect()) {
                    return toFetch(next.uri(), response, permanent && hop > 0 ? next.uri() : null);
                }
                permanent &= response.isPermanentRedirect();
                URI target = target(next.uri(), response);
                if (!visited.add(target)) {
                    return new FetchFailed("Redirect loop from " + next.uri() + " to " + target);
                }
                next = next.redirectedTo(target, response.status());
            }
            return new FetchFailed("More than " + limits.maxRedirects() + " redirects");
        } catch (IOException e) {
            return new FetchFailed(problem(next.uri(), e));
        }
    }

    /**
     * Returns the minimum gap to the previous request.
     *
     * @throws FetchRefused if robots.txt or the port rule forbids the request
     */
    private Duration requireAllowed(FetchRequest request) throws IOException, InterruptedException {
        requireAllowedPort(request);
        BaseRobotRules rules = robots.rules(request.uri(), file -> robotsFile(request.forOtherDocument(file)));
        if (!rules.isAllowed(request.uri().toString())) {
            throw new FetchRefused("robots.txt of " + WebUrl.host(request.uri())
                    + (rules.isDeferVisits() ? " cannot be read, so the host is not fetched" : " disallows it"));
        }
        Duration crawlDelay = Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
        return crawlDelay.compareTo(limits.minGap()) > 0 ? crawlDelay : limits.minGap();
    }

    private WebResponse robotsFile(FetchRequest request) throws IOException, InterruptedException {
        FetchRequest next = request;
        for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
            requireAllowedPort(next);
            WebResponse response = exchange(next, limits.minGap());
            if (!response.isRedirect()) {
                return response;
            }
            next = next.redirectedTo(target(next.uri(), response), response.status());
        }
        throw new FetchRefused("More than " + limits.maxRedirects() + " redirects");
    }

    private static void requireAllowedPort(FetchRequest request) throws FetchRefused {
        int port = WebUrl.port(request.uri());
        if (port >= 0 && port != 80 && port != 443 && port != request.port()) {
            throw new FetchRefused("The port of " + request.uri() + " is neither 80 nor 443");
        }
    }

    private WebResponse exchange(FetchRequest request, Duration minGap) throws IOException, InterruptedException {
        rateLimiter.await(request.uri().getRawAuthority().toLowerCase(Locale.ROOT), minGap);
        LimitedHttpClient client = request.allowPrivate() ? unrestrictedClient : publicClient;
        return client.exchange(request.uri(), headers(request), body(request));
    }

    /** A source's own headers replace the others. */
    private static Map<String, String> headers(FetchRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", ACCEPT);
        Secret body = request.content().body();
        if (body != null) {
            boolean json = body.value().startsWith("{") || body.value().startsWith("[");
            headers.put("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
        }
        if (request.etag() != null) {
            headers.put("If-None-Match", request.etag());
        }
        if (request.lastModified() != null) {
            headers.put("If-Modified-Since", request.lastModified());
        }
        request.content().headers().forEach((name, value) -> headers.put(name, value.value()));
        return headers;
    }

    private static byte @Nullable [] body(FetchRequest request) {
        Secret body = request.content().body();
        return body == null ? null : body.bytes();
    }

    private static URI target(URI source, WebResponse response) throws FetchRefused {
        String location = response.header("location");
        URI target = location == null ? null : LinkResolver.resolve(source, location);
        if (target == null) {
            throw new FetchRefused("The redirect from " + source + " does not lead to an http(s) URL");
        }
        return target;
    }

    private DocumentFetch toFetch(URI uri, WebResponse response, @Nullable URI movedTo) {
        if (response.status() == 304) {
            return new DocumentFetch.NotModified(movedTo);
        }
        if (response.status() / 100 != 2) {
            return new FetchFailed(
                    "The server answered " + response.status(),
                    response.status(),
                    retryAfter(response.header("retry-after")));
        }
        return new Fetched(
                new WebDocument(uri, response.header("content-type"), response.body()),
                response.status(),
                response.header("etag"),
                response.header("last-modified"),
                LinkHeader.next(response.header("link"), uri),
                movedTo);
    }

    /** Parses seconds or a date (RFC 9110, 10.2.3). */
    private @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return wait.isNegative() ? null : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String problem(URI uri, IOException failure) {
        String host = WebUrl.host(uri);
        return switch (failure) {
            case FetchRefused refused -> String.valueOf(refused.getMessage());
            case AddressNotPublic refused -> String.valueOf(refused.getMessage());
            case UnknownHostException unknown -> "The host " + host + " is unknown";
            case SocketTimeoutException timeout -> host + " timed out";
            case ConnectException refused -> host + " refused the connection";
            case SSLException tls -> "No secure connection with " + host + ": " + tls.getMessage();
            case MessageConstraintException headers -> host + " sent headers over the limit";
            default -> "The request to " + host + " failed: " + failure.getMessage();
        };
    }

    @Override
    public void close() throws IOException {
        publicClient.close();
        unrestrictedClient.close();
    }
}
