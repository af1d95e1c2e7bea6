package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Chunks.Planned;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cuts an edition's audience into chunks, one page and one commit at a time, so that the first letters go out while the
 * last recipients are still being looked up. Goes on where an interrupted planning ended.
 */
@Component
public class EditionPlanner {
    static final int CHUNK_SIZE = 500;

    private static final Logger log = LoggerFactory.getLogger(EditionPlanner.class);

    private final Editions editions;
    private final Chunks chunks;
    private final Audience audience;
    private final DigestCatalog digests;
    private final WorkQueue work;
    private final TransactionTemplate transactions;
    private final Shift shift;

    EditionPlanner(
            Editions editions,
            Chunks chunks,
            Audience audience,
            DigestCatalog digests,
            WorkQueue work,
            TransactionTemplate transactions,
            Shift shift) {
        this.editions = editions;
        this.chunks = chunks;
        this.audience = audience;
        this.digests = digests;
        this.work = work;
        this.transactions = transactions;
        this.shift = shift;
    }

    /** Plans the edition to the end; returns false if this node's shift ended before. */
    public boolean plan(long editionId) {
        Edition edition = editions.find(editionId).orElseThrow();
        Digest digest = digests.require(edition.digest());
        while (Boolean.FALSE.equals(transactions.execute(status -> planChunk(editionId, digest)))) {
            log.debug("edition {}: a chunk planned", editionId);
            if (shift.isOver()) {
                return false;
            }
        }
        editions.closeIfSettled(editionId);
        log.info("edition {} planned", editionId);
        return true;
    }

    /** Returns whether planning is complete. */
    private boolean planChunk(long editionId, Digest digest) {
        Planned planned = chunks.planned(editionId);
        if (planned.complete()) {
            return true;
        }
        List<String> userIds = audience.dueAfter(digest, planned.through(), CHUNK_SIZE);
        if (userIds.isEmpty()) {
            chunks.complete(editionId);
            return true;
        }
        int number = planned.number() + 1;
        chunks.add(editionId, number, userIds);
        work.deliver(editionId, number);
        return false;
    }
}
