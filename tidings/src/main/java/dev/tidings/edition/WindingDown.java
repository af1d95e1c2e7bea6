package dev.tidings.edition;

import dev.tidings.audience.Audience;
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
    private final Audience audience;
    private final Chunks chunks;
    private final ComposedLetters composedLetters;
    private final ChunkHandOver handOver;
    private final Deliveries deliveries;
    private final Ledger ledger;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    WindingDown(
            Audience audience,
            Chunks chunks,
            ComposedLetters composedLetters,
            ChunkHandOver handOver,
            Deliveries deliveries,
            Ledger ledger,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.audience = audience;
        this.chunks = chunks;
        this.composedLetters = composedLetters;
        this.handOver = handOver;
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param digest null if the configuration no longer has it */
    void windDown(Edition edition, @Nullable Digest digest, Chunk chunk, SkipReason reason) {
        if (!chunk.composed()) {
            skipAll(edition, chunk, reason);
            return;
        }
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

    private void skipAll(Edition edition, Chunk chunk, SkipReason reason) {
        List<Composed> skipped = audience.recipients(chunk.userIds()).stream()
                .<Composed>map(recipient -> new Composed.Skipped(recipient.userId(), reason))
                .toList();
        transactions.executeWithoutResult(status -> {
            if (chunks.compose(edition.id(), chunk.number())) {
                List<String> gone = new ArrayList<>(chunk.userIds());
                skipped.forEach(each -> gone.remove(((Composed.Skipped) each).userId()));
                if (!gone.isEmpty()) {
                    chunks.forget(edition.id(), chunk.number(), gone);
                }
                composedLetters.store(edition, chunk.number(), skipped);
            }
        });
    }
}
