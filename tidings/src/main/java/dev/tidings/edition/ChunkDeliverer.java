package dev.tidings.edition;

import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.DispatchResult;
import dev.tidings.ledger.DispatchResult.Later;
import dev.tidings.ledger.DispatchResult.Stop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Delivers one chunk from the state that its rows record: composes uncomposed users, hands over due letters, closes
 * the chunk when nothing is owed. Any node may call it again at any time.
 */
@Component
public class ChunkDeliverer {
    /** Interval at which a chunk of an edition that is not open checks the edition's status again. */
    private static final Duration STATUS_CHECK_INTERVAL = Duration.ofMinutes(1);

    /** Interval at which a chunk checks again whether the preceding edition is settled. */
    private static final Duration EARLIER_EDITION_INTERVAL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(ChunkDeliverer.class);

    private final Editions editions;
    private final Chunks chunks;
    private final Waves waves;
    private final DigestCatalog digests;
    private final ChunkHandOver handOver;
    private final RemainingCancellation cancellation;
    private final Deliveries deliveries;
    private final DrainSignal drainSignal;
    private final InstantSource clock;

    ChunkDeliverer(
            Editions editions,
            Chunks chunks,
            Waves waves,
            DigestCatalog digests,
            ChunkHandOver handOver,
            RemainingCancellation cancellation,
            Deliveries deliveries,
            DrainSignal drainSignal,
            InstantSource clock) {
        this.editions = editions;
        this.chunks = chunks;
        this.waves = waves;
        this.digests = digests;
        this.handOver = handOver;
        this.cancellation = cancellation;
        this.deliveries = deliveries;
        this.drainSignal = drainSignal;
        this.clock = clock;
    }

    /**
     * Does the work that is possible now. Returns the delay until the next call, or empty when the chunk is settled
     * or owes only parked letters, or is gone.
     *
     * @param stillOwned false once the chunk was given to another worker; the caller then takes no further batch
     */
    public Optional<Duration> deliver(long editionId, int number, BooleanSupplier stillOwned) {
        if (drainSignal.isDraining()) {
            return Optional.of(Duration.ZERO);
        }
        Edition edition = editions.find(editionId).orElse(null);
        Chunk chunk = chunks.find(editionId, number).orElse(null);
        if (edition == null || chunk == null) {
            log.info("edition {} chunk {}: gone, nothing to deliver", editionId, number);
            return Optional.empty();
        }
        if (edition.status() == EditionStatus.CLOSED && chunk.owed() > 0 && editions.reopenIfOwing(editionId)) {
            log.info("edition {} opened again: chunk {} owes letters", editionId, number);
            return Optional.of(Duration.ZERO);
        }
        boolean open = edition.status() == EditionStatus.OPEN;
        if (open && editions.waitsForEarlierEdition(editionId)) {
            return Optional.of(EARLIER_EDITION_INTERVAL);
        }
        DispatchResult result = open && chunk.owed() > 0
                ? process(edition, digests.find(edition.digest()).orElse(null), chunk, stillOwned)
                : DispatchResult.DONE;
        if (chunks.closeIfSettled(editionId, number)) {
            if (editions.closeIfSettled(editionId)) {
                editions.find(editionId).ifPresent(ChunkDeliverer::logClosed);
            }
            return Optional.empty();
        }
        if (result instanceof Later later) {
            return Optional.of(later.delay());
        }
        return chunks.owesOnlyParked(editionId, number) ? Optional.empty() : Optional.of(untilNext(editionId, number));
    }

    private Duration untilNext(long editionId, int number) {
        return editions.find(editionId).map(Edition::status).orElse(null) == EditionStatus.OPEN
                ? deliveries.untilNextAttempt(editionId, number)
                : STATUS_CHECK_INTERVAL;
    }

    private static void logClosed(Edition edition) {
        EditionProgress progress = edition.progress();
        log.info(
                "edition {} closed: {} due = {} sent + {} skipped + {} error",
                edition.id(),
                progress.due(),
                progress.sent(),
                progress.skipped(),
                progress.error());
    }

    private DispatchResult process(Edition edition, @Nullable Digest digest, Chunk chunk, BooleanSupplier stillOwned) {
        if (edition.cancelledAt() != null) {
            cancellation.cancelRemaining(edition, digest, chunk, SkipReason.CANCELLED, () -> true);
        } else if (isTooLate(edition, chunk)) {
            cancellation.cancelRemaining(edition, digest, chunk, SkipReason.TOO_LATE, () -> isStillTooLate(chunk));
        } else if (digest == null) {
            stop(edition, Edition.digestMissing(edition.digest()));
        } else {
            return send(edition, digest, chunk, stillOwned);
        }
        return DispatchResult.DONE;
    }

    private boolean isTooLate(Edition edition, Chunk chunk) {
        Instant sendBy = chunk.waveDueAt() == null ? edition.sendBy() : waves.sendBy(edition.id(), chunk.waveDueAt());
        return sendBy != null && clock.instant().isAfter(sendBy);
    }

    /** A retry or a resume meanwhile gives the edition a later deadline. */
    private boolean isStillTooLate(Chunk chunk) {
        return editions.find(chunk.editionId())
                .map(edition -> isTooLate(edition, chunk))
                .orElse(false);
    }

    private DispatchResult send(Edition edition, Digest digest, Chunk chunk, BooleanSupplier stillOwned) {
        DispatchResult result = handOver.handOver(edition, digest, chunk, stillOwned);
        if (result instanceof Stop stop) {
            stop(edition, stop.reason());
        }
        return result;
    }

    private void stop(Edition edition, String reason) {
        if (editions.stop(edition.id(), reason)) {
            log.error("edition {} stopped: {}", edition.id(), reason);
        }
    }
}
