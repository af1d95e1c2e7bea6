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

/** What the owners of hosts allow robots to do (RFC 9309), asked once a day. */
final class RobotsTxt {
    private static final Duration CACHE_DURATION = Duration.ofHours(24);
    private static final Duration CACHE_DURATION_AFTER_FAILURE = Duration.ofMinutes(30);
    private static final int MAX_HOSTS = 10_000;
    private static final int SERVER_ERROR = 503;

    /** How a file is fetched: the answer behind its redirects. */
    interface RobotsTxtFetcher {
        WebResponse get(URI file) throws IOException, InterruptedException;
    }

    private record CachedRules(BaseRobotRules rules, Instant expiresAt) {}

    private final ConcurrentMap<String, CachedRules> byOrigin = new ConcurrentHashMap<>();
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final InstantSource clock;
    private final String agent;

    /** @param agent the name that rules call this robot by, in lower case */
    RobotsTxt(InstantSource clock, String agent) {
        this.clock = clock;
        this.agent = agent;
    }

    /**
     * The rules of the address's host. Where it fails to tell them, nothing is allowed for a while.
     *
     * @throws IOException if it does not answer, and is not to be asked for anything else
     */
    BaseRobotRules rules(URI uri, RobotsTxtFetcher files) throws IOException, InterruptedException {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        Instant now = clock.instant();
        CachedRules known = byOrigin.get(origin);
        if (known != null && known.expiresAt().isAfter(now)) {
            return known.rules();
        }
        if (byOrigin.size() > MAX_HOSTS) {
            byOrigin.values().removeIf(rules -> rules.expiresAt().isBefore(now));
        }
        CachedRules rules = fetch(URI.create(origin + "/robots.txt"), files, now);
        byOrigin.put(origin, rules);
        return rules.rules();
    }

    private CachedRules fetch(URI file, RobotsTxtFetcher files, Instant now) throws IOException, InterruptedException {
        WebResponse answer = files.get(file);
        int status = answer.status();
        if (status / 100 == 2) {
            return new CachedRules(
                    parser.parseContent(file.toString(), answer.body(), "text/plain", List.of(agent)),
                    now.plus(CACHE_DURATION));
        }
        boolean absent = status / 100 == 4 && status != 429;
        return new CachedRules(
                parser.failedFetch(absent ? status : SERVER_ERROR),
                now.plus(absent ? CACHE_DURATION : CACHE_DURATION_AFTER_FAILURE));
    }
}
