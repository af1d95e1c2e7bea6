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

/** Waits for a batch's turn under a rate limit shared by all nodes. Checks for changes while waiting. */
@Component
class RateQueue {
    /** Interval at which a waiting batch checks for changes. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    /** Longest time that a worker blocks for a reservation; beyond it the chunk is rescheduled. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SendPermissions permissions;
    private final RateLimiter rateLimiter;
    private final DrainSignal drainSignal;
    private final Ticker ticker;

    RateQueue(SendPermissions permissions, RateLimiter rateLimiter, DrainSignal drainSignal, Ticker ticker) {
        this.permissions = permissions;
        this.rateLimiter = rateLimiter;
        this.drainSignal = drainSignal;
        this.ticker = ticker;
    }

    /**
     * Waits for the batch's turn. Returns empty when it has come, otherwise when to retry.
     *
     * @param seen the edition's permission as last read
     */
    Optional<Later> await(long editionId, SendPermission seen, RateConstraint constraint, TimeSlice timeSlice) {
        SendPermission permission = seen;
        Optional<Later> later = Optional.empty();
        Double rate = constraint.rate(permission);
        while (later.isEmpty() && rate != null) {
            RateReservation reservation =
                    rateLimiter.reserve(constraint.key(), constraint.claimant(), constraint.amount(), rate);
            if (!reservation.granted() && reservation.delay().compareTo(LONGEST_WAIT) > 0) {
                return Optional.of(new Later(reservation.delay()));
            }
            permission = sleepUntilTurn(editionId, permission, constraint, reservation);
            later = refusal(permission);
            Double now = constraint.rate(permission);
            if (reservation.granted() && rate.equals(now)) {
                return later;
            }
            if (later.isEmpty() && timeSlice.isOver()) {
                return Optional.of(SendThrottle.AFTER_OTHERS);
            }
            rate = now;
        }
        return later;
    }

    /** Sleeps until the turn has come, a new reservation is due, or the permission has changed. */
    private SendPermission sleepUntilTurn(
            long editionId, SendPermission seen, RateConstraint constraint, RateReservation reservation) {
        long end = ticker.nanos() + reservation.delay().toNanos();
        SendPermission permission = seen;
        Double rate = constraint.rate(seen);
        for (long left = reservation.delay().toNanos();
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
