package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelWorker.ProviderAnswer;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal of a worker that was killed.
 *
 * @param run the worker's run that wrote it
 * @param attempts the attempt of each letter
 * @param complete whether it is the file that the run wrote, not an earlier copy
 */
record ModelJournal(
        int run, List<Integer> letters, List<Integer> attempts, List<RecordedProgress> progress, boolean complete) {
    static final ModelJournal NONE = new ModelJournal(0, List.of(), List.of(), List.of(), true);

    /** The recorded progress of a letter. */
    enum RecordedProgress {
        NOT_SENT,
        ANSWER_MISSING,
        ACCEPTED,
        REJECTED,
        DEFERRED,
        UNKNOWN;

        static RecordedProgress of(ProviderAnswer answer) {
            return switch (answer) {
                case ACCEPTED -> ACCEPTED;
                case REJECTED -> REJECTED;
                case DEFERRED, UNANSWERED, BATCH_REFUSED -> DEFERRED;
                case LOST -> UNKNOWN;
            };
        }
    }

    boolean isNone() {
        return letters.isEmpty();
    }

    /** A copy from the time when {@code answered} letters were answered. */
    ModelJournal copiedAt(int answered) {
        List<RecordedProgress> earlier = new ArrayList<>(progress);
        for (int i = answered; i < earlier.size(); i++) {
            earlier.set(i, RecordedProgress.NOT_SENT);
        }
        return new ModelJournal(run, letters, attempts, List.copyOf(earlier), false);
    }

    /** The journal with only its first letter. */
    ModelJournal first() {
        return new ModelJournal(run, letters.subList(0, 1), attempts.subList(0, 1), progress.subList(0, 1), complete);
    }
}
