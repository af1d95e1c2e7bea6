package dev.tidings.edition;

import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Chunks.Chunk;
import dev.tidings.ledger.Deliveries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles what an edition still owes that was cancelled, or whose time is over: as skipped, with the reason. What may be out
 * already is told as unknown, not as skipped.
 */
@Component
class RemainingCancellation {
    private final ChunkComposer composer;
    private final ChunkHandOver handOver;
    private final Deliveries deliveries;
    private final DigestLog ledger;

    RemainingCancellation(ChunkComposer composer, ChunkHandOver handOver, Deliveries deliveries, DigestLog ledger) {
        this.composer = composer;
        this.handOver = handOver;
        this.deliveries = deliveries;
        this.ledger = ledger;
    }

    /** @param digest null if the configuration no longer has it */
    void cancelRemaining(Edition edition, @Nullable Digest digest, Chunk chunk, SkipReason reason) {
        composer.skip(edition, chunk, reason);
        if (digest != null) {
            handOver.recover(edition, digest, chunk.number());
        }
        ledger.skip(deliveries.notHandedOver(edition.id(), chunk.number()).stream()
                .map(letter -> new SkippedDelivery(letter, reason))
                .toList());
    }
}
