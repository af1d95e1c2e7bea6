package dev.tidings.scraping.web;

import crawlercommons.robots.BaseRobotRules;
import dev.tidings.scraping.web.Fetch.Failed;
import dev.tidings.scraping.web.Fetch.Fetched;
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
public final class Web implements AutoCloseable {
    private static final String ACCEPT = "application/rss+xml, application/atom+xml, application/json, text/calendar,"
            + " application/xml;q=0.9, text/html;q=0.9, */*;q=0.5";
    private static final String AGENT = "tidings";

    private final Line guarded;
    private final Line unguarded;
    private final Robots robots;
    private final HostPace pace;
    private final Limits limits;
    private final InstantSource clock;

    /** @param userAgent begins with the name that robots.txt may call this robot by: Tidings */
    public Web(Limits limits, String userAgent, InstantSource clock, Pause pause) {
        this(limits, userAgent, clock, pause, new GuardedNames(SystemDefaultDnsResolver.INSTANCE, PublicAddress::is));
    }

    Web(Limits limits, String userAgent, InstantSource clock, Pause pause, GuardedNames names) {
        this.limits = limits;
        this.clock = clock;
        this.guarded = new Line(names, limits, userAgent);
        this.unguarded = new Line(SystemDefaultDnsResolver.INSTANCE, limits, userAgent);
        this.robots = new Robots(clock, AGENT);
        this.pace = new HostPace(clock, pause);
    }

    /** @throws InterruptedException if the thread is asked to end while it waits for its turn */
    public Fetch get(Visit visit) throws InterruptedException {
        Set<URI> seen = new HashSet<>(Set.of(visit.uri()));
        Visit next = visit;
        try {
            for (int hop = 0; hop <= limits.redirects(); hop++) {
                Duration gap = gapUnlessForbidden(next);
                Answer answer = exchange(next, gap);
                if (!answer.isRedirect()) {
                    return outcome(next.uri(), answer);
                }
                URI target = target(next.uri(), answer);
                if (!seen.add(target)) {
                    return new Failed("The redirects go in a circle, from " + next.uri() + " to " + target);
                }
                next = next.to(target);
            }
            return new Failed("There are more than " + limits.redirects() + " redirects");
        } catch (IOException e) {
            return new Failed(problem(next.uri(), e));
        }
    }

    private Duration gapUnlessForbidden(Visit visit) throws IOException, InterruptedException {
        requireAllowedPort(visit);
        BaseRobotRules rules = robots.rules(visit.uri(), file -> robotsFile(visit.beside(file)));
        if (!rules.isAllowed(visit.uri().toString())) {
            throw new Refused("robots.txt of " + visit.uri().getHost()
                    + (rules.isDeferVisits() ? " cannot be read, so nothing there may be" : " does not allow it"));
        }
        Duration asked = Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
        return asked.compareTo(limits.gap()) > 0 ? asked : limits.gap();
    }

    private Answer robotsFile(Visit visit) throws IOException, InterruptedException {
        Visit next = visit;
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            requireAllowedPort(next);
            Answer answer = exchange(next, limits.gap());
            if (!answer.isRedirect()) {
                return answer;
            }
            next = next.to(target(next.uri(), answer));
        }
        throw new Refused("There are more than " + limits.redirects() + " redirects");
    }

    private static void requireAllowedPort(Visit visit) throws Refused {
        int port = visit.uri().getPort();
        if (port >= 0 && port != 80 && port != 443 && port != visit.port()) {
            throw new Refused("The port of " + visit.uri() + " is neither 80 nor 443");
        }
    }

    private Answer exchange(Visit visit, Duration gap) throws IOException, InterruptedException {
        pace.await(visit.uri().getRawAuthority().toLowerCase(Locale.ROOT), gap);
        Map<String, String> headers = new HashMap<>(Map.of("Accept", ACCEPT));
        if (visit.etag() != null) {
            headers.put("If-None-Match", visit.etag());
        }
        if (visit.lastModified() != null) {
            headers.put("If-Modified-Since", visit.lastModified());
        }
        return (visit.allowPrivate() ? unguarded : guarded).get(visit.uri(), headers);
    }

    private static URI target(URI from, Answer answer) throws Refused {
        String location = answer.header("location");
        URI target = location == null ? null : Links.resolve(from, location);
        if (target == null) {
            throw new Refused("The redirect from " + from + " leads to no web address");
        }
        return target;
    }

    private Fetch outcome(URI uri, Answer answer) {
        if (answer.status() == 304) {
            return new Fetch.Unchanged();
        }
        if (answer.status() / 100 != 2) {
            return new Failed(
                    "The server answered " + answer.status(),
                    answer.status(),
                    retryAfter(answer.header("retry-after")));
        }
        return new Fetched(
                new Document(uri, answer.header("content-type"), answer.body()),
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
            case Refused refused -> String.valueOf(refused.getMessage());
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
