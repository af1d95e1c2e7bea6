package dev.tidings.scraping.web;

import crawlercommons.robots.BaseRobotRules;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents: asks robots.txt, keeps its pace per host, says who it is, and checks every address on the way, of
 * redirects too, before it connects.
 */
public final class DocumentFetcher implements AutoCloseable {
    private static final String ACCEPT = "application/rss+xml, application/atom+xml, application/json, text/calendar,"
            + " application/xml;q=0.9, text/html;q=0.9, */*;q=0.5";
    private static final String AGENT = "tidings";

    private final LimitedHttpClient guarded;
    private final LimitedHttpClient unguarded;
    private final RobotsTxt robots;
    private final HostRateLimiter rateLimiter;
    private final FetchLimits limits;
    private final InstantSource clock;

    /** @param userAgent begins with the name that robots.txt may call this robot by: Tidings */
    public DocumentFetcher(FetchLimits limits, String userAgent, InstantSource clock, RequestSleeper pause) {
        this(
                limits,
                userAgent,
                clock,
                pause,
                new PublicOnlyDnsResolver(SystemDefaultDnsResolver.INSTANCE, PublicAddress::isPublic));
    }

    DocumentFetcher(
            FetchLimits limits,
            String userAgent,
            InstantSource clock,
            RequestSleeper pause,
            PublicOnlyDnsResolver names) {
        this.limits = limits;
        this.clock = clock;
        this.guarded = new LimitedHttpClient(names, limits, userAgent);
        this.unguarded = new LimitedHttpClient(SystemDefaultDnsResolver.INSTANCE, limits, userAgent);
        this.robots = new RobotsTxt(clock, AGENT);
        this.rateLimiter = new HostRateLimiter(clock, pause);
    }

    /** @throws InterruptedException if the thread is asked to end while it waits for its turn */
    public DocumentFetch fetch(FetchRequest visit) throws InterruptedException {
        Set<URI> seen = new HashSet<>(Set.of(visit.uri()));
        FetchRequest next = visit;
        try {
            for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
                Duration gap = gapUnlessForbidden(next);
                WebResponse answer = exchange(next, gap);
                if (!answer.isRedirect()) {
                    return toFetch(next.uri(), answer);
                }
                URI target = target(next.uri(), answer);
                if (!seen.add(target)) {
                    return new FetchFailed("The redirects go in a circle, from " + next.uri() + " to " + target);
                }
                next = next.redirectedTo(target);
            }
            return new FetchFailed("There are more than " + limits.maxRedirects() + " redirects");
        } catch (IOException e) {
            return new FetchFailed(problem(next.uri(), e));
        }
    }

    private Duration gapUnlessForbidden(FetchRequest visit) throws IOException, InterruptedException {
        requireAllowedPort(visit);
        BaseRobotRules rules = robots.rules(visit.uri(), file -> robotsFile(visit.forOtherDocument(file)));
        if (!rules.isAllowed(visit.uri().toString())) {
            throw new FetchRefused("robots.txt of " + visit.uri().getHost()
                    + (rules.isDeferVisits() ? " cannot be read, so nothing there may be" : " does not allow it"));
        }
        Duration asked = Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
        return asked.compareTo(limits.minGap()) > 0 ? asked : limits.minGap();
    }

    private WebResponse robotsFile(FetchRequest visit) throws IOException, InterruptedException {
        FetchRequest next = visit;
        for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
            requireAllowedPort(next);
            WebResponse answer = exchange(next, limits.minGap());
            if (!answer.isRedirect()) {
                return answer;
            }
            next = next.redirectedTo(target(next.uri(), answer));
        }
        throw new FetchRefused("There are more than " + limits.maxRedirects() + " redirects");
    }

    private static void requireAllowedPort(FetchRequest visit) throws FetchRefused {
        int port = visit.uri().getPort();
        if (port >= 0 && port != 80 && port != 443 && port != visit.port()) {
            throw new FetchRefused("The port of " + visit.uri() + " is neither 80 nor 443");
        }
    }

    private WebResponse exchange(FetchRequest visit, Duration gap) throws IOException, InterruptedException {
        rateLimiter.await(visit.uri().getRawAuthority().toLowerCase(Locale.ROOT), gap);
        Map<String, String> headers = new HashMap<>(Map.of("Accept", ACCEPT));
        if (visit.etag() != null) {
            headers.put("If-None-Match", visit.etag());
        }
        if (visit.lastModified() != null) {
            headers.put("If-Modified-Since", visit.lastModified());
        }
        return (visit.allowPrivate() ? unguarded : guarded).get(visit.uri(), headers);
    }

    private static URI target(URI from, WebResponse answer) throws FetchRefused {
        String location = answer.header("location");
        URI target = location == null ? null : LinkResolver.resolve(from, location);
        if (target == null) {
            throw new FetchRefused("The redirect from " + from + " leads to no web address");
        }
        return target;
    }

    private DocumentFetch toFetch(URI uri, WebResponse answer) {
        if (answer.status() == 304) {
            return new DocumentFetch.NotModified();
        }
        if (answer.status() / 100 != 2) {
            return new FetchFailed(
                    "The server answered " + answer.status(),
                    answer.status(),
                    retryAfter(answer.header("retry-after")));
        }
        return new Fetched(
                new WebDocument(uri, answer.header("content-type"), answer.body()),
                answer.status(),
                answer.header("etag"),
                answer.header("last-modified"));
    }

    /** Seconds or a date (RFC 9110, 10.2.3). */
    private @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            ZonedDateTime moment = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), moment.toInstant());
            return wait.isNegative() ? null : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String problem(URI uri, IOException failure) {
        String host = uri.getHost();
        return switch (failure) {
            case FetchRefused refused -> String.valueOf(refused.getMessage());
            case AddressNotPublic refused -> String.valueOf(refused.getMessage());
            case UnknownHostException unknown -> "The host " + host + " is unknown";
            case SocketTimeoutException silence -> host + " is silent for too long";
            case ConnectException closed -> host + " takes no connection";
            case SSLException tls -> "No secure connection with " + host + ": " + tls.getMessage();
            case MessageConstraintException headers -> host + " sends too much in its headers";
            default -> "The exchange with " + host + " broke off: " + failure.getMessage();
        };
    }

    @Override
    public void close() throws IOException {
        guarded.close();
        unguarded.close();
    }
}
