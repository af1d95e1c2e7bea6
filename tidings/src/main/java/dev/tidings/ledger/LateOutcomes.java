package dev.tidings.ledger;

import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.ledger.journal.BatchJournal;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.transport.SendOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What this run knows of letters and wrote too late: the outcome had no effect, or the withdrawal of an intent found no
 * letter. If another node has settled them as unknown, because this node seemed to be dead, they are corrected.
 */
@Component
public class LateOutcomes {
    /** @param journal ends when the outcomes are corrected; until then, the next run would correct them */
    private record LateBatch(RecordedRun outcomes, BatchJournal journal) {}

    private static final Logger log = LoggerFactory.getLogger(LateOutcomes.class);

    private final NodeRun run;
    private final Queue<LateBatch> waiting = new ConcurrentLinkedQueue<>();

    LateOutcomes(NodeRun run) {
        this.run = run;
    }

    void add(List<OutgoingLetter> batch, List<SendOutcome> outcomes, BatchJournal journal) {
        List<RecordedLetter> letters = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Delivery letter = batch.get(i).delivery();
            letters.add(new RecordedLetter(
                    new LetterAttempt(letter.id(), letter.attempt() + 1), new Answered(outcomes.get(i))));
        }
        add(letters, journal);
    }

    /**
     * Adds letters that were certainly not handed over.
     *
     * @param letterIds letters that are not owed: they cannot be claimed again under this attempt
     */
    void addNotSent(List<Long> letterIds, int attempt) {
        if (!letterIds.isEmpty()) {
            add(
                    letterIds.stream()
                            .map(id -> new RecordedLetter(new LetterAttempt(id, attempt), new NotSent()))
                            .toList(),
                    BatchJournal.NONE);
        }
    }

    private void add(List<RecordedLetter> letters, BatchJournal journal) {
        waiting.add(new LateBatch(new RecordedRun(run.id(), true, letters, 0), journal));
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Corrects all of them. While the database is unavailable, the outcomes stay for the next call, and the error is
     * thrown.
     *
     * @param correct gets the outcomes of one batch
     */
    public void correct(Consumer<RecordedRun> correct) {
        for (LateBatch next = waiting.peek(); next != null; next = waiting.peek()) {
            correct(next, correct);
            waiting.remove(next);
        }
    }

    private static void correct(LateBatch late, Consumer<RecordedRun> correct) {
        try {
            correct.accept(late.outcomes());
        } catch (RuntimeException failure) {
            if (SqlErrorClassifier.isUnavailable(failure)) {
                throw failure;
            }
            log.error(
                    "outcomes of {} letters are not corrected",
                    late.outcomes().letters().size(),
                    failure);
            late.journal().keep();
            return;
        }
        late.journal().discard();
    }
}
