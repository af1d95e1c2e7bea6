package dev.tidings.scraping.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Spaces requests to the same host. Requests to different hosts do not wait for each other. */
final class HostRateLimiter {
    private static final Duration MAX_GAP = Duration.ofSeconds(60);
    private static final int MAX_HOSTS = 10_000;

    private final Map<String, Instant> nextFree = new HashMap<>();
    private final InstantSource clock;
    private final RequestSleeper sleeper;

    HostRateLimiter(InstantSource clock, RequestSleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Blocks until the host may be called. Gaps above 60 s count as 60 s. */
    void await(String host, Duration gap) throws InterruptedException {
        Duration wait = reserve(host, gap.compareTo(MAX_GAP) > 0 ? MAX_GAP : gap);
        if (wait.isPositive()) {
            sleeper.sleep(wait);
        }
    }

    private synchronized Duration reserve(String host, Duration gap) {
        Instant now = clock.instant();
        if (nextFree.size() > MAX_HOSTS) {
            nextFree.values().removeIf(free -> free.isBefore(now));
        }
        Instant reserved = nextFree.getOrDefault(host, now);
        Instant start = reserved.isBefore(now) ? now : reserved;
        nextFree.put(host, start.plus(gap));
        return Duration.between(now, start);
    }
}
