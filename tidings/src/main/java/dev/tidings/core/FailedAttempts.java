package dev.tidings.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts recent failures by network address, in memory, for a bounded number of addresses. */
public final class FailedAttempts {
    private static final int ADDRESSES = 10_000;

    private final int limit;
    private final Duration window;
    private final InstantSource clock;
    private final Map<String, Deque<Instant>> byAddress = new LinkedHashMap<>();

    /** @param limit failures within the window after which an address has to wait */
    public FailedAttempts(int limit, Duration window, InstantSource clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /** Returns how long the address has to wait; zero if it may try now. */
    public synchronized Duration waiting(String address) {
        Deque<Instant> failures = byAddress.get(address);
        if (failures == null || failures.size() < limit) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.getFirst().plus(window));
        return left.isPositive() ? left : Duration.ZERO;
    }

    public synchronized void add(String address) {
        Deque<Instant> failures = byAddress.remove(address);
        if (failures == null) {
            failures = new ArrayDeque<>(limit);
        }
        if (failures.size() == limit) {
            failures.removeFirst();
        }
        failures.addLast(clock.instant());
        byAddress.put(address, failures);
        if (byAddress.size() > ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }
}
