package dev.tidings.simulation;

import dev.tidings.digest.Digest;
import dev.tidings.edition.ChunkDeliverer;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.ledger.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Delivers editions in one thread: does at once what workers do, and moves the clock where they wait. */
final class SimulatedDelivery {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final EditionOpener opener;
    private final EditionPlanner planner;
    private final ChunkDeliverer deliverer;
    private final Editions editions;
    private final Chunks chunks;
    private final InstantSource clock;

    SimulatedDelivery(
            EditionOpener opener,
            EditionPlanner planner,
            ChunkDeliverer deliverer,
            Editions editions,
            Chunks chunks,
            InstantSource clock) {
        this.opener = opener;
        this.planner = planner;
        this.deliverer = deliverer;
        this.editions = editions;
        this.chunks = chunks;
        this.clock = clock;
    }

    /**
     * Opens the edition that is due, and delivers it until it is closed.
     *
     * @param moveTo moves the clock
     * @throws SimulationStopped if the edition waits for an operator
     */
    Edition deliverDue(Digest digest, Consumer<Instant> moveTo) {
        long id = opener.openDue(digest).id();
        while (true) {
            List<Duration> waits = new ArrayList<>();
            planner.plan(id).ifPresent(waits::add);
            deliverChunks(id, waits);
            Edition edition = editions.find(id).orElseThrow();
            if (edition.status() == EditionStatus.CLOSED) {
                return edition;
            }
            boolean goesOn = edition.status() == EditionStatus.OPEN || edition.status() == EditionStatus.WAITING;
            if (!goesOn || waits.isEmpty()) {
                throw new SimulationStopped("The edition of " + edition.period().start() + " would not be sent: "
                        + Objects.requireNonNullElse(edition.reason(), "it owes letters that the database refuses")
                        + ". The simulation ends here; in operation, it would wait for you.");
            }
            Duration wait = Collections.min(waits);
            moveTo.accept(clock.instant().plus(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait));
        }
    }

    private void deliverChunks(long editionId, List<Duration> waits) {
        for (int number = 1; chunks.find(editionId, number).isPresent(); number++) {
            deliverer.deliver(editionId, number, () -> true).ifPresent(waits::add);
        }
    }
}
