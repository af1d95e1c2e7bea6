package dev.tidings.scraping.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Keeps requests to one host apart. Requests to different hosts do not wait for each other. */
final class HostPace {
    private static final Duration LONGEST_GAP = Duration.ofSeconds(60);
    private static final int MOST_HOSTS = 10_000;

    private final Map<String, Instant> free = new HashMap<>();
    private final InstantSource clock;
    private final Pause pause;

    HostPace(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Returns when the host may be called. */
    void await(String host, Duration gap) throws InterruptedException {
        Duration wait = reserve(host, gap.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : gap);
        if (wait.isPositive()) {
            pause.rest(wait);
        }
    }

    private synchronized Duration reserve(String host, Duration gap) {
        Instant now = clock.instant();
        if (free.size() > MOST_HOSTS) {
            free.values().removeIf(moment -> moment.isBefore(now));
        }
        Instant turn = free.getOrDefault(host, now);
        Instant start = turn.isBefore(now) ? now : turn;
        free.put(host, start.plus(gap));
        return Duration.between(now, start);
    }
}
