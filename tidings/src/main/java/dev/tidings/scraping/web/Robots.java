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
final class Robots {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration KEPT_AFTER_FAILURE = Duration.ofMinutes(30);
    private static final int MOST_HOSTS = 10_000;
    private static final int SERVER_ERROR = 503;

    /** How a file is fetched: the answer behind its redirects. */
    interface Files {
        Answer get(URI file) throws IOException, InterruptedException;
    }

    private record Rules(BaseRobotRules rules, Instant until) {}

    private final ConcurrentMap<String, Rules> byOrigin = new ConcurrentHashMap<>();
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final InstantSource clock;
    private final String agent;

    /** @param agent the name that rules call this robot by, in lower case */
    Robots(InstantSource clock, String agent) {
        this.clock = clock;
        this.agent = agent;
    }

    /**
     * The rules of the address's host. Where it fails to tell them, nothing is allowed for a while.
     *
     * @throws IOException if it does not answer, and is not to be asked for anything else
     */
    BaseRobotRules rules(URI uri, Files files) throws IOException, InterruptedException {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        Instant now = clock.instant();
        Rules known = byOrigin.get(origin);
        if (known != null && known.until().isAfter(now)) {
            return known.rules();
        }
        if (byOrigin.size() > MOST_HOSTS) {
            byOrigin.values().removeIf(rules -> rules.until().isBefore(now));
        }
        Rules rules = ask(URI.create(origin + "/robots.txt"), files, now);
        byOrigin.put(origin, rules);
        return rules.rules();
    }

    private Rules ask(URI file, Files files, Instant now) throws IOException, InterruptedException {
        Answer answer = files.get(file);
        int status = answer.status();
        if (status / 100 == 2) {
            return new Rules(
                    parser.parseContent(file.toString(), answer.body(), "text/plain", List.of(agent)), now.plus(KEPT));
        }
        boolean absent = status / 100 == 4 && status != 429;
        return new Rules(
                parser.failedFetch(absent ? status : SERVER_ERROR), now.plus(absent ? KEPT : KEPT_AFTER_FAILURE));
    }
}
