package dev.tidings.edition;

import dev.tidings.database.AfterCommit;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.ledger.Deliveries;
import dev.tidings.throttle.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Operator actions on an edition: resume, pause, cancel, set the rate. */
@Component
public class EditionControl {
    private static final Logger log = LoggerFactory.getLogger(EditionControl.class);

    private final Editions editions;
    private final GateStates gateStates;
    private final RateLimiter rateLimiter;
    private final Deliveries deliveries;
    private final WorkQueue work;
    private final StalledWorkRescuer stalledWork;
    private final DigestCatalog digests;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    EditionControl(
            Editions editions,
            GateStates gateStates,
            RateLimiter rateLimiter,
            Deliveries deliveries,
            WorkQueue work,
            StalledWorkRescuer stalledWork,
            DigestCatalog digests,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.editions = editions;
        this.gateStates = gateStates;
        this.rateLimiter = rateLimiter;
        this.deliveries = deliveries;
        this.work = work;
        this.stalledWork = stalledWork;
        this.digests = digests;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Resumes an edition that is stopped, paused, held or waiting, and makes its deferred letters due now. Returns false
     * if it was none of these, and had no waves that are. What
     * waited for numbers goes on without them; what was held leaves without a further check of its audience and contents.
     */
    public boolean resume(long editionId) {
        Instant sendBy = clock.instant().plus(maxLateness(editionId));
        boolean resumed = editions.resume(editionId, sendBy);
        boolean released = gateStates.releaseWaves(editionId, sendBy, !resumed);
        if (!resumed && !released) {
            return false;
        }
        log.info("edition {} resumed", editionId);
        deliveries.makeDueNow(editionId);
        work.runNow(editionId);
        return true;
    }

    /**
     * The new deadline after a resume. An operator who resumes an edition wants its letters sent, however late it is.
     */
    private Duration maxLateness(long editionId) {
        return editions.find(editionId)
                .flatMap(edition -> digests.find(edition.digest()))
                .map(Digest::late)
                .orElse(Duration.ZERO);
    }

    /** Pauses an open or waiting edition from the next batch on. Returns false if it was neither. */
    public boolean pause(long editionId) {
        boolean paused = editions.pause(editionId);
        if (paused) {
            log.info("edition {} paused", editionId);
        }
        return paused;
    }

    /**
     * Cancels an edition: its owed letters are skipped. Returns false if it was closed or cancelled before. Letters
     * in flight get the outcome of their attempt.
     */
    public boolean cancel(long editionId) {
        if (!editions.cancel(editionId)) {
            return false;
        }
        AfterCommit.run(() -> log.info("edition {} cancelled", editionId));
        stalledWork.requeueChunks(editionId);
        work.runNow(editionId);
        editions.closeIfSettled(editionId);
        return true;
    }

    /**
     * Limits an edition's rate over all nodes from now on. Returns false if it is closed.
     *
     * @param rate letters per second, or null for the transport's own speed
     */
    public boolean setRate(long editionId, @Nullable Integer rate) {
        boolean set = Boolean.TRUE.equals(transactions.execute(status -> {
            rateLimiter.reset(RateConstraint.key(editionId));
            return editions.setRate(editionId, rate);
        }));
        if (set) {
            log.info("edition {}: rate set to {}", editionId, rate == null ? "unlimited" : rate + " letters/s");
        }
        return set;
    }
}
