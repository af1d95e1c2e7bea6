package dev.tidings.edition;

import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Deliveries.DueAtDomain;
import dev.tidings.throttle.RateLimiter;
import dev.tidings.throttle.RateLimiter.RateReservation;
import dev.tidings.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds back a chunk's due letters to domains that have their own rate limit and no capacity now. Letters to other
 * domains are not delayed. A letter's domain is its user's current one; if it changed after composing, the letter
 * counts against the rate of the new domain.
 */
@Component
class DomainThrottle {
    /** Seconds of a domain's rate that one chunk reserves at once. */
    private static final double TURN_SECONDS = 2;

    /**
     * The letters that must wait.
     *
     * @param delay time until the next letters of these domains may leave; null if none is held back
     */
    record HeldLetters(List<Long> ids, @Nullable Duration delay) {
        private static final HeldLetters NONE = new HeldLetters(List.of(), null);
    }

    private final Deliveries deliveries;
    private final RateLimiter rateLimiter;

    DomainThrottle(Deliveries deliveries, RateLimiter rateLimiter) {
        this.deliveries = deliveries;
        this.rateLimiter = rateLimiter;
    }

    /**
     * Reserves capacity for letters that may leave now and returns the others. Runs no query if no domain has a rate
     * limit.
     */
    HeldLetters holdBack(Edition edition, int chunk, Transport transport) {
        Map<String, Double> rates = transport.domainRates();
        if (rates.isEmpty()) {
            return HeldLetters.NONE;
        }
        List<Long> held = new ArrayList<>();
        Duration pause = null;
        for (DueAtDomain due : deliveries.dueByDomain(edition.id(), chunk, rates)) {
            double rate = due.rate();
            int requested = (int) Math.min(due.ids().size(), Math.max(1, rate * TURN_SECONDS));
            RateReservation reservation = rateLimiter.reserve(
                    transport.name() + "/" + due.domain(), RateConstraint.key(edition.id()), requested, rate);
            List<Long> rest = reservation.granted()
                    ? due.ids().subList(requested, due.ids().size())
                    : due.ids();
            if (!rest.isEmpty()) {
                held.addAll(rest);
                Duration next = reservation.granted()
                        ? seconds(requested / rate)
                        : reservation.delay().plus(seconds(TURN_SECONDS));
                pause = pause == null || next.compareTo(pause) < 0 ? next : pause;
            }
        }
        return pause == null ? HeldLetters.NONE : new HeldLetters(held, pause.plus(jitter()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Spreads the return of chunks that wait for the same domain. */
    private static Duration jitter() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(0, 2_000));
    }
}
