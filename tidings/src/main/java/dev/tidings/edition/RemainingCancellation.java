package dev.tidings.edition;

import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Settler;
import dev.tidings.ledger.SkippedDelivery;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Settles the owed letters of a cancelled or late edition as skipped, with the reason. Letters that may have been
 * accepted are settled as unknown.
 */
@Component
class RemainingCancellation {
    private final Chunks chunks;
    private final ChunkComposer composer;
    private final NewLetterHandOver newLetters;
    private final InterruptedBatches interrupted;
    private final Deliveries deliveries;
    private final Settler settler;

    RemainingCancellation(
            Chunks chunks,
            ChunkComposer composer,
            NewLetterHandOver newLetters,
            InterruptedBatches interrupted,
            Deliveries deliveries,
            Settler settler) {
        this.chunks = chunks;
        this.composer = composer;
        this.newLetters = newLetters;
        this.interrupted = interrupted;
        this.deliveries = deliveries;
        this.settler = settler;
    }

    /**
     * @param digest null if the configuration no longer has it
     * @param stillApplies asked after the stored letters were read, which a retry may have made owed since the caller decided
     */
    void cancelRemaining(
            Edition edition, @Nullable Digest digest, Chunk chunk, SkipReason reason, BooleanSupplier stillApplies) {
        Chunk rest = chunk;
        while (!rest.uncomposed().isEmpty()) {
            newLetters.storeRemaining(composer.skip(rest, reason));
            rest = chunks.find(edition.id(), chunk.number()).orElseThrow();
        }
        if (digest == null) {
            interrupted.settleUnknown(edition.id(), chunk.number());
        } else {
            // A stop does not apply to a cancelled edition: letters that may be out are tried again until they are
            // settled.
            interrupted.recover(edition, digest, chunk.number());
        }
        List<SkippedDelivery> owed = deliveries.notHandedOver(edition.id(), chunk.number()).stream()
                .map(letter -> new SkippedDelivery(letter, reason))
                .toList();
        if (stillApplies.getAsBoolean()) {
            settler.skip(owed);
        }
    }
}
