package dev.tidings.edition;

import dev.tidings.delivery.Batches;
import dev.tidings.delivery.Deliveries;
import dev.tidings.delivery.Delivery;
import dev.tidings.delivery.Dispatcher;
import dev.tidings.delivery.Settler;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import dev.tidings.digest.Digest;
import dev.tidings.edition.BatchTurns.Visit;
import dev.tidings.edition.Chunks.Chunk;
import dev.tidings.edition.ComposedChunk.Slice;
import dev.tidings.edition.ComposedLetters.Batch;
import dev.tidings.edition.DomainTurns.Held;
import dev.tidings.edition.OwedLetters.Rendered;
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
    private final BatchTurns turns;
    private final DomainTurns domains;
    private final Batches batches;
    private final Deliveries deliveries;
    private final Transports transports;
    private final Dispatcher dispatcher;
    private final OwedLetters owedLetters;
    private final Settlers settlers;
    private final WorkQueue work;
    private final InstantSource clock;

    ChunkHandOver(
            Chunks chunks,
            ChunkComposer composer,
            BatchTurns turns,
            DomainTurns domains,
            Batches batches,
            Deliveries deliveries,
            Transports transports,
            Dispatcher dispatcher,
            OwedLetters owedLetters,
            Settlers settlers,
            WorkQueue work,
            InstantSource clock) {
        this.chunks = chunks;
        this.composer = composer;
        this.turns = turns;
        this.domains = domains;
        this.batches = batches;
        this.deliveries = deliveries;
        this.transports = transports;
        this.dispatcher = dispatcher;
        this.owedLetters = owedLetters;
        this.settlers = settlers;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Returns why it ended early, or null if all that was due has been handed over.
     *
     * @param ours whether the chunk has not been given to another worker meanwhile
     */
    @Nullable
    Halt handOver(Edition edition, Digest digest, Chunk chunk, BooleanSupplier ours) {
        String interrupted = recover(edition, digest, chunk.number());
        if (interrupted != null) {
            return new Halt.Stop(interrupted);
        }
        Visit visit = new Visit(
                edition,
                chunk.number(),
                transports.require(edition.transport()),
                settlers.of(digest),
                new Stint(() -> work.othersWait(edition.id())),
                ours);
        int batch = visit.transport().batchSize();
        int users = Math.max(COMPOSED_AT_ONCE / batch, 1) * batch;
        Chunk rest = chunk;
        while (!rest.uncomposed().isEmpty()) {
            Halt halt = handOverNew(visit, composer.compose(edition, digest, rest.part(users)));
            if (halt != null) {
                return halt;
            }
            rest = chunks.find(edition.id(), chunk.number()).orElseThrow();
        }
        return handOverOwed(visit, digest);
    }

    /** Letters that are being composed: each batch is written down and handed over at once, and what is left as owed. */
    private @Nullable Halt handOverNew(Visit visit, ComposedChunk composed) {
        Halt halt = null;
        boolean atOnce = visit.transport().domainRates().isEmpty();
        while (atOnce && halt == null && composed.remains() && composed.isFresh(clock.instant())) {
            Slice slice = composed.next(visit.transport().batchSize());
            halt = turns.take(visit, slice.letters().size(), () -> dispatchNew(visit, composed, slice));
        }
        composer.storeRest(visit.edition(), composed);
        return halt;
    }

    private @Nullable String dispatchNew(Visit visit, ComposedChunk composed, Slice slice) {
        Edition edition = visit.edition();
        List<Delivery> letters = slice.letters().stream()
                .map(letter -> letter.delivery(edition, composed.composedAt()))
                .toList();
        Rendered rendered = owedLetters.tryToRender(letters, edition.period());
        Set<Long> ids =
                rendered.outgoing().stream().map(each -> each.delivery().id()).collect(Collectors.toSet());
        String stop = dispatcher.dispatchNew(
                visit.transport(),
                rendered.outgoing(),
                visit.settler(),
                key -> composer.store(edition, composed, slice, new Batch(key, ids)));
        owedLetters.settle(rendered.unrenderable());
        return stop;
    }

    private @Nullable Halt handOverOwed(Visit visit, Digest digest) {
        long edition = visit.edition().id();
        Held held = domains.hold(visit.edition(), visit.chunk(), visit.transport());
        List<Delivery> due = owedLetters.stillDue(digest, deliveries.due(edition, visit.chunk(), held.ids()));
        for (List<Delivery> batch : batches(due, visit.transport().batchSize())) {
            Halt halt = turns.take(
                    visit,
                    batch.size(),
                    () -> dispatcher.dispatch(
                            visit.transport(),
                            owedLetters.render(batch, visit.edition().period()),
                            visit.settler()));
            if (halt != null) {
                return halt;
            }
        }
        return held.pause() == null ? null : new Halt.Later(held.pause());
    }

    /** Goes on with what a silent worker left in the middle. Returns why the edition must stop, or null. */
    @Nullable
    String recover(Edition edition, Digest digest, int chunk) {
        Transport transport = transports.require(edition.transport());
        Settler settler = settlers.of(digest);
        batches.layOut(edition.id(), chunk);
        for (List<Delivery> batch : batches(deliveries.interrupted(edition.id(), chunk), transport.batchSize())) {
            String stop = dispatcher.recover(transport, owedLetters.render(batch, edition.period()), settler);
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
