package dev.tidings.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts recent failed sign-ins by network address, in memory, for a bounded number of addresses. */
final class FailedSignIns {
    static final int MAX_FAILURES = 5;
    static final Duration WAIT = Duration.ofMinutes(10);
    private static final int ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    FailedSignIns(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean tooOften(String address) {
        return recent(address) >= MAX_FAILURES;
    }

    synchronized void add(String address) {
        int count = recent(address) + 1;
        byAddress.remove(address);
        byAddress.put(address, new Failures(count, clock.instant()));
        if (byAddress.size() > ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }

    private int recent(String address) {
        Failures failures = byAddress.get(address);
        return failures == null || !failures.last().plus(WAIT).isAfter(clock.instant()) ? 0 : failures.count();
    }
}
