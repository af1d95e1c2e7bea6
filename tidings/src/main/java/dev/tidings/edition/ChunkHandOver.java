package dev.tidings.edition;

import dev.tidings.core.Ticker;
import dev.tidings.digest.Digest;
import dev.tidings.edition.BatchAdmission.ChunkRun;
import dev.tidings.edition.Chunks.Chunk;
import dev.tidings.edition.ComposedChunk.ComposedSlice;
import dev.tidings.edition.DomainThrottle.HeldLetters;
import dev.tidings.edition.LetterPreparer.RenderedBatch;
import dev.tidings.edition.NewLetters.NewBatch;
import dev.tidings.ledger.Batches;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.Dispatcher;
import dev.tidings.ledger.Settler;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hands over a chunk's letters, batch by batch: first what a silent worker left, then what is not composed yet, then what
 * else is due.
 */
@Component
class ChunkHandOver {
    /**
     * At most so many users are composed at once, in whole batches, one at the least: enough for few queries, and few enough
     * to be gone from memory soon.
     */
    private static final int COMPOSED_AT_ONCE = 125;

    private final Chunks chunks;
    private final ChunkComposer composer;
    private final BatchAdmission admission;
    private final DomainThrottle domainThrottle;
    private final Batches batches;
    private final Deliveries deliveries;
    private final Transports transports;
    private final Dispatcher dispatcher;
    private final LetterPreparer preparer;
    private final SettlementPolicy settlementPolicy;
    private final WorkQueue queue;
    private final InstantSource clock;
    private final Ticker ticker;

    ChunkHandOver(
            Chunks chunks,
            ChunkComposer composer,
            BatchAdmission turns,
            DomainThrottle domains,
            Batches batches,
            Deliveries deliveries,
            Transports transports,
            Dispatcher dispatcher,
            LetterPreparer owedLetters,
            SettlementPolicy settlers,
            WorkQueue work,
            InstantSource clock,
            Ticker ticker) {
        this.chunks = chunks;
        this.composer = composer;
        this.admission = turns;
        this.domainThrottle = domains;
        this.batches = batches;
        this.deliveries = deliveries;
        this.transports = transports;
        this.dispatcher = dispatcher;
        this.preparer = owedLetters;
        this.settlementPolicy = settlers;
        this.queue = work;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Returns why it ended early, or null if all that was due has been handed over.
     *
     * @param ours whether the chunk has not been given to another worker meanwhile
     */
    @Nullable
    StopReason handOver(Edition edition, Digest digest, Chunk chunk, BooleanSupplier ours) {
        String interrupted = recover(edition, digest, chunk.number());
        if (interrupted != null) {
            return new StopReason.OperatorRequired(interrupted);
        }
        ChunkRun visit = new ChunkRun(
                edition,
                chunk.number(),
                transports.require(edition.transport()),
                settlementPolicy.settlerOf(digest),
                new TimeSlice(ticker, () -> queue.hasOtherWaitingWork(edition.id())),
                ours);
        int batch = visit.transport().batchSize();
        int users = Math.max(COMPOSED_AT_ONCE / batch, 1) * batch;
        Chunk rest = chunk;
        while (!rest.uncomposed().isEmpty()) {
            StopReason halt = handOverNew(visit, composer.compose(edition, digest, rest.limitedTo(users)));
            if (halt != null) {
                return halt;
            }
            rest = chunks.find(edition.id(), chunk.number()).orElseThrow();
        }
        return handOverOwed(visit, digest);
    }

    /** Letters that are being composed: each batch is written down and handed over at once, and what is left as owed. */
    private @Nullable StopReason handOverNew(ChunkRun visit, ComposedChunk composed) {
        StopReason halt = null;
        boolean atOnce = visit.transport().domainRates().isEmpty();
        while (atOnce && halt == null && composed.hasRemaining() && composed.isFresh(clock.instant())) {
            ComposedSlice slice = composed.nextSlice(visit.transport().batchSize());
            halt = admission.admit(visit, slice.letters().size(), () -> dispatchNew(visit, composed, slice));
        }
        composer.storeRemaining(visit.edition(), composed);
        return halt;
    }

    private @Nullable String dispatchNew(ChunkRun visit, ComposedChunk composed, ComposedSlice slice) {
        Edition edition = visit.edition();
        List<Delivery> letters = slice.letters().stream()
                .map(letter -> letter.delivery(edition, composed.composedAt()))
                .toList();
        RenderedBatch rendered = preparer.renderOrReject(letters, edition.period());
        Set<Long> ids =
                rendered.outgoing().stream().map(each -> each.delivery().id()).collect(Collectors.toSet());
        String stop = dispatcher.dispatchNew(
                visit.transport(),
                rendered.outgoing(),
                visit.settler(),
                key -> composer.store(edition, composed, slice, new NewBatch(key, ids)));
        preparer.settle(rendered.unrenderable());
        return stop;
    }

    private @Nullable StopReason handOverOwed(ChunkRun visit, Digest digest) {
        long edition = visit.edition().id();
        HeldLetters held = domainThrottle.holdBack(visit.edition(), visit.chunk(), visit.transport());
        List<Delivery> due = preparer.skipNoLongerDue(digest, deliveries.due(edition, visit.chunk(), held.ids()));
        for (List<Delivery> batch : batches(due, visit.transport().batchSize())) {
            StopReason halt = admission.admit(
                    visit,
                    batch.size(),
                    () -> dispatcher.dispatch(
                            visit.transport(),
                            preparer.render(batch, visit.edition().period()),
                            visit.settler()));
            if (halt != null) {
                return halt;
            }
        }
        return held.delay() == null ? null : new StopReason.Postponed(held.delay());
    }

    /** Goes on with what a silent worker left in the middle. Returns why the edition must stop, or null. */
    @Nullable
    String recover(Edition edition, Digest digest, int chunk) {
        Transport transport = transports.require(edition.transport());
        Settler settler = settlementPolicy.settlerOf(digest);
        batches.expandToRows(edition.id(), chunk);
        for (List<Delivery> batch : batches(deliveries.interrupted(edition.id(), chunk), transport.batchSize())) {
            String stop = dispatcher.recover(transport, preparer.render(batch, edition.period()), settler);
            if (stop != null) {
                return stop;
            }
        }
        return null;
    }

    /** Letters of one kept batch stay together; the others are cut by size. */
    static List<List<Delivery>> batches(List<Delivery> deliveries, int size) {
        List<List<Delivery>> batches = new ArrayList<>();
        List<Delivery> batch = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            boolean otherBatch =
                    !batch.isEmpty() && !Objects.equals(batch.getFirst().batchKey(), delivery.batchKey());
            boolean full = delivery.batchKey() == null && batch.size() == size;
            if (otherBatch || full) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(delivery);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
