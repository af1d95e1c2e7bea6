package dev.tidings.edition;

import dev.tidings.core.Ticker;
import dev.tidings.edition.Editions.SendPermission;
import dev.tidings.throttle.RateLimiter;
import dev.tidings.throttle.RateLimiter.RateReservation;
import dev.tidings.throttle.TransportStatusRecorder;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.TransportRate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets an edition's batches through: while it is open and its transport not closed, no faster than its own rate and its
 * transport's, in turn with other editions.
 */
@Component
class SendThrottle {
    /** How often a batch that waits for its turn looks whether anything has changed. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    /** A worker waits no longer than this until it may book a turn. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final StopReason.Postponed NOW = new StopReason.Postponed(Duration.ZERO);
    private static final StopReason.Postponed SOON = new StopReason.Postponed(Duration.ofSeconds(1));

    /** Time for whoever waits to be taken first. */
    private static final StopReason.Postponed AFTER_OTHERS = new StopReason.Postponed(Duration.ofSeconds(2));

    /** A rate that a batch must keep to. */
    private record RateConstraint(
            String key, String claimant, double amount, Function<SendPermission, @Nullable Double> rate) {}

    private final Editions editions;
    private final RateLimiter rateLimiter;
    private final TransportStatusRecorder statusRecorder;
    private final DrainSignal drainSignal;
    private final Ticker ticker;

    SendThrottle(
            Editions editions,
            RateLimiter paces,
            TransportStatusRecorder conditions,
            DrainSignal shift,
            Ticker ticker) {
        this.editions = editions;
        this.rateLimiter = paces;
        this.statusRecorder = conditions;
        this.drainSignal = shift;
        this.ticker = ticker;
    }

    /** Waits for the turn of so many letters; returns null when it has come, or else when to come back. */
    StopReason.@Nullable Postponed awaitTurn(Edition edition, Transport transport, int letters, TimeSlice stint) {
        SendPermission passage = editions.sendPermission(edition.id());
        StopReason.Postponed later = check(passage);
        if (later == null && stint.isOver()) {
            later = AFTER_OTHERS;
        }
        for (RateConstraint limit : limits(edition, transport, letters)) {
            later = later == null ? awaitRate(edition.id(), passage, limit, stint) : later;
        }
        return later == null && passage.blockedFor() != null ? tryProbe(transport) : later;
    }

    /** Whether it is still open for a batch that it let pass a while ago; returns null, or else when to come back. */
    StopReason.@Nullable Postponed recheck(Edition edition) {
        return check(editions.sendPermission(edition.id()));
    }

    private static List<RateConstraint> limits(Edition edition, Transport transport, int letters) {
        String claimant = rateKey(edition.id());
        RateConstraint own = new RateConstraint(claimant, "all", letters, SendThrottle::rate);
        TransportRate rate = transport.rate();
        if (rate == null) {
            return List.of(own);
        }
        double amount = rate.perBatch() ? 1 : letters;
        return List.of(own, new RateConstraint(transport.name(), claimant, amount, any -> rate.perSecond()));
    }

    static String rateKey(long editionId) {
        return "edition/" + editionId;
    }

    private static @Nullable Double rate(SendPermission passage) {
        return passage.rate() == null ? null : passage.rate().doubleValue();
    }

    private StopReason.@Nullable Postponed check(SendPermission passage) {
        if (drainSignal.isDraining()) {
            return NOW;
        }
        Duration closedFor = passage.blockedFor();
        if (passage.open() && closedFor != null && closedFor.isPositive()) {
            return new StopReason.Postponed(closedFor.plus(aFewSeconds()));
        }
        return passage.open() ? null : SOON;
    }

    /** One batch tries a transport that was closed for a while; the others come back, each at its own moment. */
    private StopReason.@Nullable Postponed tryProbe(Transport transport) {
        return statusRecorder.tryProbe(transport.name()) ? null : new StopReason.Postponed(aFewSeconds());
    }

    private static Duration aFewSeconds() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2_000, 10_000));
    }

    private StopReason.@Nullable Postponed awaitRate(
            long editionId, SendPermission seen, RateConstraint limit, TimeSlice stint) {
        SendPermission passage = seen;
        StopReason.Postponed later = null;
        Double rate = limit.rate().apply(passage);
        while (later == null && rate != null) {
            RateReservation booking = rateLimiter.reserve(limit.key(), limit.claimant(), limit.amount(), rate);
            if (!booking.granted() && booking.delay().compareTo(LONGEST_WAIT) > 0) {
                return new StopReason.Postponed(booking.delay());
            }
            passage = sleepUntilTurn(editionId, passage, limit, booking);
            later = check(passage);
            Double now = limit.rate().apply(passage);
            if (booking.granted() && rate.equals(now)) {
                return later;
            }
            if (later == null && stint.isOver()) {
                return AFTER_OTHERS;
            }
            rate = now;
        }
        return later;
    }

    /** Waits until the turn has come, or it is time to ask for one, or something else has changed. */
    private SendPermission sleepUntilTurn(
            long editionId, SendPermission seen, RateConstraint limit, RateReservation booking) {
        long end = ticker.nanos() + booking.delay().toNanos();
        SendPermission passage = seen;
        Double rate = limit.rate().apply(seen);
        for (long left = booking.delay().toNanos();
                left > 0
                        && check(passage) == null
                        && Objects.equals(limit.rate().apply(passage), rate);
                left = end - ticker.nanos()) {
            try {
                ticker.sleep(Duration.ofNanos(Math.min(left, CHECK_INTERVAL.toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new SendPermission(false, passage.rate(), null);
            }
            passage = editions.sendPermission(editionId);
        }
        return passage;
    }
}
