package dev.tidings.scraping.web;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The robots.txt rules of hosts (RFC 9309), cached for a day. */
final class RobotsTxt {
    private static final Duration CACHE_DURATION = Duration.ofHours(24);
    private static final Duration CACHE_DURATION_AFTER_FAILURE = Duration.ofMinutes(30);
    private static final int MAX_HOSTS = 10_000;
    private static final int SERVER_ERROR = 503;

    /** Fetches a robots.txt file and follows its redirects. */
    interface RobotsTxtFetcher {
        WebResponse get(URI file) throws IOException, InterruptedException;
    }

    private record CachedRules(BaseRobotRules rules, Instant expiresAt) {}

    private final ConcurrentMap<String, CachedRules> byOrigin = new ConcurrentHashMap<>();
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final InstantSource clock;
    private final String agent;

    /** @param agent the name that rules match, in lower case */
    RobotsTxt(InstantSource clock, String agent) {
        this.clock = clock;
        this.agent = agent;
    }

    /**
     * The rules of a URL's host. If the server fails with an error status, everything is disallowed for 30 minutes.
     *
     * @throws IOException if the host does not respond; the caller must not request anything else from it
     */
    BaseRobotRules rules(URI uri, RobotsTxtFetcher fetcher) throws IOException, InterruptedException {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        Instant now = clock.instant();
        CachedRules cached = byOrigin.get(origin);
        if (cached != null && cached.expiresAt().isAfter(now)) {
            return cached.rules();
        }
        if (byOrigin.size() > MAX_HOSTS) {
            byOrigin.values().removeIf(rules -> rules.expiresAt().isBefore(now));
        }
        CachedRules rules = fetch(URI.create(origin + "/robots.txt"), fetcher, now);
        byOrigin.put(origin, rules);
        return rules.rules();
    }

    private CachedRules fetch(URI file, RobotsTxtFetcher fetcher, Instant now)
            throws IOException, InterruptedException {
        WebResponse response = fetcher.get(file);
        int status = response.status();
        if (status / 100 == 2) {
            return new CachedRules(
                    parser.parseContent(file.toString(), response.body(), "text/plain", List.of(agent)),
                    now.plus(CACHE_DURATION));
        }
        boolean absent = status / 100 == 4 && status != 429;
        return new CachedRules(
                parser.failedFetch(absent ? status : SERVER_ERROR),
                now.plus(absent ? CACHE_DURATION : CACHE_DURATION_AFTER_FAILURE));
    }
}
