package dev.tidings.edition;

import dev.tidings.core.SkipReason;
import dev.tidings.delivery.Deliveries;
import dev.tidings.delivery.Delivery;
import dev.tidings.delivery.Settlement;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Chunks.Chunk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles what an edition still owes that was cancelled, or whose time is over: as skipped, with the reason. What may be out
 * already is told as unknown, not as skipped.
 */
@Component
class WindingDown {
    private final ChunkComposer composer;
    private final ChunkHandOver handOver;
    private final Deliveries deliveries;
    private final Ledger ledger;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    WindingDown(
            ChunkComposer composer,
            ChunkHandOver handOver,
            Deliveries deliveries,
            Ledger ledger,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.composer = composer;
        this.handOver = handOver;
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param digest null if the configuration no longer has it */
    void windDown(Edition edition, @Nullable Digest digest, Chunk chunk, SkipReason reason) {
        composer.skip(edition, chunk, reason);
        if (digest != null) {
            handOver.recover(edition, digest, chunk.number());
        }
        List<Skip> skips = new ArrayList<>();
        List<Settlement> unknown = new ArrayList<>();
        for (Delivery delivery : deliveries.inNobodysHand(edition.id(), chunk.number())) {
            if (delivery.batchKey() == null) {
                skips.add(new Skip(delivery.id(), reason));
            } else {
                unknown.add(Settlement.unknown(
                        delivery.id(),
                        delivery.attempt(),
                        "given up while it was being tried: " + reason,
                        clock.instant()));
            }
        }
        transactions.executeWithoutResult(status -> {
            ledger.skip(skips);
            ledger.settle(unknown);
        });
    }
}
