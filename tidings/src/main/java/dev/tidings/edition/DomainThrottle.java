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
 * Which of a chunk's due letters must wait because their domain has a rate of its own. The others do not wait for them. A
 * letter's domain is its user's now; should that have changed since the letter was composed, it is counted in the wrong lane.
 */
@Component
class DomainThrottle {
    /** A chunk takes what its domain has room for in so long, and leaves the next turn to others. */
    private static final double TURN_SECONDS = 2;

    /** @param delay until the next letters of these domains may go; null where none is held back */
    record HeldLetters(List<Long> ids, @Nullable Duration delay) {
        private static final HeldLetters NONE = new HeldLetters(List.of(), null);
    }

    private final Deliveries deliveries;
    private final RateLimiter paces;

    DomainThrottle(Deliveries deliveries, RateLimiter paces) {
        this.deliveries = deliveries;
        this.paces = paces;
    }

    /** Books turns for what may go now, and returns what may not. Costs nothing where no domain has a rate. */
    HeldLetters holdBack(Edition edition, int chunk, Transport transport) {
        Map<String, Double> rates = transport.domainRates();
        if (rates.isEmpty()) {
            return HeldLetters.NONE;
        }
        List<Long> held = new ArrayList<>();
        Duration pause = null;
        for (DueAtDomain due : deliveries.dueByDomain(edition.id(), chunk, rates)) {
            double rate = due.rate();
            int turn = (int) Math.min(due.ids().size(), Math.max(1, rate * TURN_SECONDS));
            RateReservation booking =
                    paces.reserve(transport.name() + "/" + due.domain(), RateConstraint.key(edition.id()), turn, rate);
            List<Long> rest =
                    booking.granted() ? due.ids().subList(turn, due.ids().size()) : due.ids();
            if (!rest.isEmpty()) {
                held.addAll(rest);
                Duration next = booking.granted()
                        ? seconds(turn / rate)
                        : booking.delay().plus(seconds(TURN_SECONDS));
                pause = pause == null || next.compareTo(pause) < 0 ? next : pause;
            }
        }
        return pause == null ? HeldLetters.NONE : new HeldLetters(held, pause.plus(jitter()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** So that chunks that wait for the same domain do not all come back at once. */
    private static Duration jitter() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(0, 2_000));
    }
}
