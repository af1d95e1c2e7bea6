package dev.tidings.edition;

import dev.tidings.edition.PlanningStates.PlanningProgress;
import dev.tidings.ledger.Chunks;
import dev.tidings.ledger.Chunks.NewChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Adds planned chunks, each with its task, in the caller's transaction. */
@Component
class ChunkQueue {
    private static final Logger log = LoggerFactory.getLogger(ChunkQueue.class);

    private final Chunks chunks;
    private final WorkQueue work;

    ChunkQueue(Chunks chunks, WorkQueue work) {
        this.chunks = chunks;
        this.work = work;
    }

    /** The edition's first chunk gets it a position among all editions. */
    void add(long editionId, PlanningProgress planned, NewChunk chunk) {
        int number = planned.lastChunk() + 1;
        int queuePosition = number == 1 ? work.assignQueuePosition(editionId) : planned.queuePosition();
        chunks.add(editionId, number, chunk);
        work.enqueueChunk(editionId, number, queuePosition);
        log.debug("edition {}: chunk {} planned", editionId, number);
    }
}
