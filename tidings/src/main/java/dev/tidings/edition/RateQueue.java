package dev.tidings.edition;

import dev.tidings.core.Ticker;
import dev.tidings.edition.SendPermissions.SendPermission;
import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.throttle.RateLimiter;
import dev.tidings.throttle.RateLimiter.RateReservation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Waits for a batch's turn in a rate that holds over all nodes, and looks meanwhile whether anything has changed. */
@Component
class RateQueue {
    /** How often a batch that waits for its turn looks whether anything has changed. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    /** A worker waits no longer than this until it may book a turn. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SendPermissions permissions;
    private final RateLimiter rateLimiter;
    private final DrainSignal drainSignal;
    private final Ticker ticker;

    RateQueue(SendPermissions permissions, RateLimiter paces, DrainSignal drainSignal, Ticker ticker) {
        this.permissions = permissions;
        this.rateLimiter = paces;
        this.drainSignal = drainSignal;
        this.ticker = ticker;
    }

    /**
     * Waits for the turn of a batch; returns empty when it has come, or else when to come back.
     *
     * @param seen the edition's permission as it was read last
     */
    Optional<Later> await(long editionId, SendPermission seen, RateConstraint constraint, TimeSlice timeSlice) {
        SendPermission permission = seen;
        Optional<Later> later = Optional.empty();
        Double rate = constraint.rate(permission);
        while (later.isEmpty() && rate != null) {
            RateReservation booking =
                    rateLimiter.reserve(constraint.key(), constraint.claimant(), constraint.amount(), rate);
            if (!booking.granted() && booking.delay().compareTo(LONGEST_WAIT) > 0) {
                return Optional.of(new Later(booking.delay()));
            }
            permission = sleepUntilTurn(editionId, permission, constraint, booking);
            later = refusal(permission);
            Double now = constraint.rate(permission);
            if (booking.granted() && rate.equals(now)) {
                return later;
            }
            if (later.isEmpty() && timeSlice.isOver()) {
                return Optional.of(SendThrottle.AFTER_OTHERS);
            }
            rate = now;
        }
        return later;
    }

    /** Waits until the turn has come, or it is time to ask for one, or something else has changed. */
    private SendPermission sleepUntilTurn(
            long editionId, SendPermission seen, RateConstraint constraint, RateReservation booking) {
        long end = ticker.nanos() + booking.delay().toNanos();
        SendPermission permission = seen;
        Double rate = constraint.rate(seen);
        for (long left = booking.delay().toNanos();
                left > 0 && refusal(permission).isEmpty() && Objects.equals(constraint.rate(permission), rate);
                left = end - ticker.nanos()) {
            try {
                ticker.sleep(Duration.ofNanos(Math.min(left, CHECK_INTERVAL.toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new SendPermission(false, permission.rate(), null);
            }
            permission = permissions.of(editionId);
        }
        return permission;
    }

    private Optional<Later> refusal(SendPermission permission) {
        return SendThrottle.refusal(permission, drainSignal.isDraining());
    }
}
