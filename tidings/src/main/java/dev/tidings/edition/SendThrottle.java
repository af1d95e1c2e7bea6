package dev.tidings.edition;

import dev.tidings.edition.SendPermissions.SendPermission;
import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.throttle.TransportStatusRecorder;
import dev.tidings.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * Admits an edition's batches while it is open and its transport is available, within its own rate and its
 * transport's, alternating with other editions.
 */
@Component
class SendThrottle {
    private static final Later NOW = new Later(Duration.ZERO);
    private static final Later SOON = new Later(Duration.ofSeconds(1));

    /** Delay after which other waiting work has been taken. */
    static final Later AFTER_OTHERS = new Later(Duration.ofSeconds(2));

    /** A permission counts for this long. A batch that waits for its turn asks as often. */
    private static final Duration RECHECK_AFTER = Duration.ofMillis(250);

    private final SendPermissions permissions;
    private final RateQueue rates;
    private final TransportStatusRecorder statusRecorder;
    private final DrainSignal drainSignal;

    SendThrottle(
            SendPermissions permissions,
            RateQueue rates,
            TransportStatusRecorder statusRecorder,
            DrainSignal drainSignal) {
        this.permissions = permissions;
        this.rates = rates;
        this.statusRecorder = statusRecorder;
        this.drainSignal = drainSignal;
    }

    /** Waits for the turn of this many letters. Returns empty when it has come, otherwise when to retry. */
    Optional<Later> awaitTurn(Edition edition, Transport transport, int letters, TimeSlice timeSlice) {
        SendPermission permission = permissions.of(edition.id());
        Optional<Later> later = refusal(permission, drainSignal.isDraining());
        if (later.isEmpty() && timeSlice.isOver()) {
            later = Optional.of(AFTER_OTHERS);
        }
        for (RateConstraint constraint : RateConstraint.of(edition, transport, letters)) {
            if (later.isEmpty()) {
                later = rates.await(edition.id(), permission, constraint, timeSlice);
            }
        }
        return later.isEmpty() && permission.blockedFor() != null ? tryProbe(transport) : later;
    }

    /**
     * Checks whether a batch that waited since its turn may still leave. Returns empty if so, otherwise when to retry.
     * The circuit breaker is not asked again: the batch may be its probe, which closes it for all others.
     */
    Optional<Later> recheck(Edition edition, Duration waited) {
        if (drainSignal.isDraining()) {
            return Optional.of(NOW);
        }
        boolean open = waited.compareTo(RECHECK_AFTER) < 0
                || permissions.of(edition.id()).open();
        return open ? Optional.empty() : Optional.of(SOON);
    }

    /** When to retry an edition that may not send now; empty if it may. */
    static Optional<Later> refusal(SendPermission permission, boolean draining) {
        if (draining) {
            return Optional.of(NOW);
        }
        Duration blockedFor = permission.blockedFor();
        if (permission.open() && blockedFor != null && blockedFor.isPositive()) {
            return Optional.of(new Later(blockedFor.plus(aFewSeconds())));
        }
        return permission.open() ? Optional.empty() : Optional.of(SOON);
    }

    /** Lets one batch probe a transport whose circuit is open. The others retry at spread times. */
    private Optional<Later> tryProbe(Transport transport) {
        return statusRecorder.tryProbe(transport.name()) ? Optional.empty() : Optional.of(new Later(aFewSeconds()));
    }

    private static Duration aFewSeconds() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2_000, 10_000));
    }
}
