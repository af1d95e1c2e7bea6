package dev.tidings.edition;

import dev.tidings.core.Ticker;
import dev.tidings.digest.Digest;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.DispatchResult;
import dev.tidings.ledger.DispatchResult.Done;
import dev.tidings.ledger.DispatchResult.Stop;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Hands over a chunk's letters batch by batch: first interrupted batches, then uncomposed users, then other due
 * letters.
 */
@Component
class ChunkHandOver {
    /**
     * Upper limit of users composed at once, rounded to whole batches, at least one batch. Large enough for few
     * queries, small enough to hold little content in memory.
     */
    private static final int COMPOSED_AT_ONCE = 125;

    private final Chunks chunks;
    private final InterruptedBatches interrupted;
    private final ChunkComposer composer;
    private final NewLetterHandOver newLetters;
    private final OwedLetterHandOver owedLetters;
    private final Transports transports;
    private final SettlementPolicies policies;
    private final WorkQueue queue;
    private final Ticker ticker;

    ChunkHandOver(
            Chunks chunks,
            InterruptedBatches interrupted,
            ChunkComposer composer,
            NewLetterHandOver newLetters,
            OwedLetterHandOver owedLetters,
            Transports transports,
            SettlementPolicies policies,
            WorkQueue queue,
            Ticker ticker) {
        this.chunks = chunks;
        this.interrupted = interrupted;
        this.composer = composer;
        this.newLetters = newLetters;
        this.owedLetters = owedLetters;
        this.transports = transports;
        this.policies = policies;
        this.queue = queue;
        this.ticker = ticker;
    }

    /**
     * Returns done when all due letters are handed over, otherwise why it ended early.
     *
     * @param stillOwned false once the chunk was given to another worker
     */
    DispatchResult handOver(Edition edition, Digest digest, Chunk chunk, BooleanSupplier stillOwned) {
        if (!transports.contains(edition.transport())) {
            return new Stop("the configuration no longer has the transport " + edition.transport());
        }
        DispatchResult result = interrupted.recover(edition, digest, chunk.number());
        ChunkRun run = new ChunkRun(
                edition,
                chunk.number(),
                transports.require(edition.transport()),
                policies.of(digest),
                new TimeSlice(ticker, () -> queue.hasOtherWaitingWork(edition.id())),
                stillOwned);
        int users = composedAtOnce(run.transport());
        Chunk rest = chunk;
        while (result instanceof Done && !rest.uncomposed().isEmpty()) {
            result = newLetters.handOver(run, composer.compose(edition, digest, rest.limitedTo(users)));
            rest = chunks.find(edition.id(), chunk.number()).orElseThrow();
        }
        return result instanceof Done ? owedLetters.handOver(run, digest) : result;
    }

    private static int composedAtOnce(Transport transport) {
        int batch = transport.batchSize();
        return Math.max(COMPOSED_AT_ONCE / batch, 1) * batch;
    }
}
