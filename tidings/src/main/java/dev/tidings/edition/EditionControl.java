package dev.tidings.edition;

import dev.tidings.delivery.Deliveries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What an operator does to an edition. */
@Component
public class EditionControl {
    private static final Logger log = LoggerFactory.getLogger(EditionControl.class);

    private final Editions editions;
    private final Chunks chunks;
    private final Deliveries deliveries;
    private final WorkQueue work;

    EditionControl(Editions editions, Chunks chunks, Deliveries deliveries, WorkQueue work) {
        this.editions = editions;
        this.chunks = chunks;
        this.deliveries = deliveries;
        this.work = work;
    }

    /** Lets a stopped edition go on, its deferred letters at once; false if it was not stopped. */
    public boolean resume(long editionId) {
        if (!editions.resume(editionId)) {
            return false;
        }
        log.info("edition {} resumed", editionId);
        deliveries.hurry(editionId);
        chunks.owing(editionId).forEach(chunk -> work.hurry(editionId, chunk));
        return true;
    }
}
