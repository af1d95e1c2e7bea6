package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.ledger.Deliveries;
import dev.tidings.throttle.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What an operator does to an edition. */
@Component
public class EditionControl {
    private static final Logger log = LoggerFactory.getLogger(EditionControl.class);

    private final Editions editions;
    private final RateLimiter paces;
    private final Deliveries deliveries;
    private final WorkQueue work;
    private final StalledWorkRescuer stalledWork;
    private final DigestCatalog digests;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    EditionControl(
            Editions editions,
            RateLimiter paces,
            Deliveries deliveries,
            WorkQueue work,
            StalledWorkRescuer stalledWork,
            DigestCatalog digests,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.editions = editions;
        this.paces = paces;
        this.deliveries = deliveries;
        this.work = work;
        this.stalledWork = stalledWork;
        this.digests = digests;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Lets a stopped or paused edition go on, its deferred letters at once; false if it was neither. */
    public boolean resume(long editionId) {
        if (!editions.resume(editionId, clock.instant().plus(maxLateness(editionId)))) {
            return false;
        }
        log.info("edition {} resumed", editionId);
        deliveries.makeDueNow(editionId);
        work.runNow(editionId);
        return true;
    }

    /** Who resumes an edition wants its letters to go out, however late it has become. */
    private Duration maxLateness(long editionId) {
        return editions.find(editionId)
                .flatMap(edition -> digests.find(edition.digest()))
                .map(Digest::late)
                .orElse(Duration.ZERO);
    }

    /** Keeps an open edition's letters back from the next batch on; false if it was not open. */
    public boolean pause(long editionId) {
        boolean paused = editions.pause(editionId);
        if (paused) {
            log.info("edition {} paused", editionId);
        }
        return paused;
    }

    /**
     * Settles what an edition still owes as skipped instead of sending it; false if it was closed or cancelled before. Letters
     * that are being handed over at this moment are told as they end.
     */
    public boolean cancel(long editionId) {
        if (!editions.cancel(editionId)) {
            return false;
        }
        log.info("edition {} cancelled", editionId);
        stalledWork.requeueChunks(editionId);
        work.runNow(editionId);
        editions.closeIfSettled(editionId);
        return true;
    }

    /**
     * Sends an edition's letters no faster than this from now on, over all nodes; false if it is closed.
     *
     * @param rate letters per second, or null for as fast as the transport takes them
     */
    public boolean setRate(long editionId, @Nullable Integer rate) {
        boolean set = Boolean.TRUE.equals(transactions.execute(status -> {
            paces.reset(RateConstraint.key(editionId));
            return editions.setRate(editionId, rate);
        }));
        if (set) {
            log.info("edition {}: rate set to {}", editionId, rate == null ? "unlimited" : rate + " letters/s");
        }
        return set;
    }
}
