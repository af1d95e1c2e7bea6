package dev.tidings.edition;

import dev.tidings.delivery.Deliveries;
import dev.tidings.delivery.Delivery;
import dev.tidings.delivery.Dispatcher;
import dev.tidings.delivery.Settler;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transports;
import dev.tidings.digest.Digest;
import dev.tidings.edition.DomainTurns.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands over a chunk's owed letters, batch by batch: first what a silent worker left, then what is due. */
@Component
class ChunkHandOver {
    private static final Logger log = LoggerFactory.getLogger(ChunkHandOver.class);

    private final EditionGate gate;
    private final DomainTurns domains;
    private final Deliveries deliveries;
    private final Transports transports;
    private final Dispatcher dispatcher;
    private final OwedLetters owedLetters;
    private final Settlers settlers;
    private final WorkQueue work;

    ChunkHandOver(
            EditionGate gate,
            DomainTurns domains,
            Deliveries deliveries,
            Transports transports,
            Dispatcher dispatcher,
            OwedLetters owedLetters,
            Settlers settlers,
            WorkQueue work) {
        this.gate = gate;
        this.domains = domains;
        this.deliveries = deliveries;
        this.transports = transports;
        this.dispatcher = dispatcher;
        this.owedLetters = owedLetters;
        this.settlers = settlers;
        this.work = work;
    }

    /**
     * Returns why it ended early, or null if all that was due has been handed over.
     *
     * @param ours whether the chunk has not been given to another worker meanwhile
     */
    @Nullable
    Halt handOver(Edition edition, Digest digest, int chunk, BooleanSupplier ours) {
        Transport transport = transports.require(edition.transport());
        Settler settler = settlers.of(digest);
        String interrupted = recover(edition, digest, chunk);
        if (interrupted != null) {
            return new Halt.Stop(interrupted);
        }
        Stint stint = new Stint(() -> work.othersWait(edition.id()));
        Held held = domains.hold(edition, chunk, transport);
        List<Delivery> due = owedLetters.stillDue(digest, deliveries.due(edition.id(), chunk, held.ids()));
        for (List<Delivery> batch : batches(due, transport.batchSize())) {
            Halt.Later later = gate.pass(edition, transport, batch.size(), stint);
            if (later != null) {
                return later;
            }
            if (!ours.getAsBoolean()) {
                log.info("edition {} chunk {}: left to another worker", edition.id(), chunk);
                return new Halt.Later(Duration.ZERO);
            }
            Halt halt = dispatch(edition, transport, batch, settler);
            if (halt != null) {
                return halt;
            }
        }
        return held.pause() == null ? null : new Halt.Later(held.pause());
    }

    private @Nullable Halt dispatch(Edition edition, Transport transport, List<Delivery> batch, Settler settler) {
        boolean waited = transports.enter(transport);
        try {
            Halt.Later later = waited ? gate.lookAgain(edition) : null;
            if (later != null) {
                return later;
            }
            String stop = dispatcher.dispatch(transport, owedLetters.render(batch, edition.period()), settler);
            return stop == null ? null : new Halt.Stop(stop);
        } finally {
            transports.leave(transport);
        }
    }

    /** Goes on with what a silent worker left in the middle. Returns why the edition must stop, or null. */
    @Nullable
    String recover(Edition edition, Digest digest, int chunk) {
        Transport transport = transports.require(edition.transport());
        Settler settler = settlers.of(digest);
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
