package dev.tidings.retention;

import dev.tidings.edition.EditionRetention;
import dev.tidings.ledger.LetterRetention;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Prunes the settled letters of closed editions, an edition at a time. */
@Component
class LetterPruner {
    private static final int BATCH = 5_000;

    private final EditionRetention editions;
    private final LetterRetention letters;
    private final InstantSource clock;

    LetterPruner(EditionRetention editions, LetterRetention letters, InstantSource clock) {
        this.editions = editions;
        this.letters = letters;
        this.clock = clock;
    }

    long pruneContent(Instant before) {
        long rows = 0;
        for (long edition : editions.withContent(before)) {
            rows += Pruner.repeatUntilEmpty(() -> letters.pruneContent(edition, BATCH));
            editions.markContentPruned(edition, clock.instant());
        }
        return rows;
    }

    long prune(Instant before) {
        long rows = 0;
        for (long edition : editions.withLetters(before)) {
            rows += Pruner.repeatUntilEmpty(() -> letters.prune(edition, BATCH));
            editions.markLettersPruned(edition, clock.instant());
        }
        return rows;
    }

    long pruneTestLetters(Instant before) {
        return Pruner.repeatUntilEmpty(() -> letters.pruneTestLetters(before, BATCH));
    }
}
