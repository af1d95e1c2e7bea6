package dev.tidings.ledger.journal;

import java.util.List;
import java.util.UUID;

/**
 * What a run knows of letters that it has not settled: by its journal, if it is an earlier run.
 *
 * @param complete whether the file is the very one that the dead process wrote, with its last line. If false (a
 *     copy, a restored file, another boot), only recorded answers count: later lines may be missing
 * @param letters attempts that the run had not settled
 * @param damagedBatches number of batches that cannot be read
 */
public record RecordedRun(UUID run, boolean complete, List<RecordedLetter> letters, int damagedBatches) {
    public record RecordedLetter(LetterAttempt attempt, LetterProgress progress) {}
}
