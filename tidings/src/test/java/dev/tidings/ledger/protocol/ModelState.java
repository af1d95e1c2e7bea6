package dev.tidings.ledger.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The state of the whole system: the letters' rows, the workers' memories, the provider, and the faults that may still
 * happen.
 *
 * @param holder the worker that holds the chunk
 * @param copies the number of copies of each letter that the provider has accepted
 * @param verdicts the key under which the provider has accepted a letter; negative if it refused the letter; 0 before
 * @param refused the keys of the batches that the provider refused as a whole
 * @param faults the number of crashes, reassigned chunks and failed exchanges that may still happen
 * @param runs the workers' runs; a worker that is killed starts again as another run
 * @param journals the unsettled journals of the workers' previous runs
 * @param mayBeUnknown the number of letters that may be unknown when no worker is busy and no journal is left
 */
record ModelState(
        List<ModelLetter> rows,
        List<ModelWorker> workers,
        int holder,
        List<Integer> copies,
        List<Integer> verdicts,
        Set<Integer> refused,
        int nextKey,
        int faults,
        List<Integer> runs,
        List<ModelJournal> journals,
        int mayBeUnknown) {

    /** The state of a letter. */
    enum LetterState {
        /** Not composed yet. */
        PLANNED,
        /** Handed over for the first time, with its batch in one row. */
        IN_BATCH,
        OWED,
        HANDED_OVER,
        SENT,
        ERROR,
        UNKNOWN,
        SKIPPED,
        /** A duplicate, taken out of its chunk. */
        TAKEN_OUT;

        boolean settled() {
            return this == SENT || this == ERROR || this == UNKNOWN || this == SKIPPED || this == TAKEN_OUT;
        }
    }

    /**
     * @param key the key of its batch, or 0
     * @param mayBeOut whether an earlier attempt may have been accepted, as far as the database knows
     * @param run the run that made the latest attempt; 0 if no journal may settle the letter
     */
    record ModelLetter(LetterState state, int attempt, int key, boolean mayBeOut, int run) {
        static final ModelLetter PLANNED = new ModelLetter(LetterState.PLANNED, 0, 0, false, 0);

        ModelLetter withState(LetterState other) {
            return new ModelLetter(other, attempt, key, mayBeOut, run);
        }

        ModelLetter withRun(int other) {
            return new ModelLetter(state, attempt, key, mayBeOut, other);
        }
    }

    static ModelState of(int letters, int workers, int faults) {
        return new ModelState(
                repeat(ModelLetter.PLANNED, letters),
                repeat(ModelWorker.IDLE, workers),
                0,
                repeat(0, letters),
                repeat(0, letters),
                Set.of(),
                1,
                faults,
                IntStream.rangeClosed(1, workers).boxed().toList(),
                repeat(ModelJournal.NONE, workers),
                0);
    }

    boolean settled() {
        return rows.stream().allMatch(row -> row.state().settled());
    }

    ModelState withRow(int letter, ModelLetter row) {
        return withRows(with(rows, letter, row));
    }

    ModelState withRows(List<ModelLetter> other) {
        return new ModelState(
                other, workers, holder, copies, verdicts, refused, nextKey, faults, runs, journals, mayBeUnknown);
    }

    /** The worker starts again as another run, with this journal of its previous run. */
    ModelState withNextRun(int worker, ModelJournal journal) {
        List<Integer> next = with(runs, worker, runs.get(worker) + runs.size());
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                verdicts,
                refused,
                nextKey,
                faults,
                next,
                with(journals, worker, journal),
                mayBeUnknown);
    }

    ModelState withoutJournal(int worker) {
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                verdicts,
                refused,
                nextKey,
                faults,
                runs,
                with(journals, worker, ModelJournal.NONE),
                mayBeUnknown);
    }

    /** Allows more letters to be unknown, at most all of them. */
    ModelState withMoreUnknown(int letters) {
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                verdicts,
                refused,
                nextKey,
                faults,
                runs,
                journals,
                Math.min(mayBeUnknown + letters, rows.size()));
    }

    /** Whether no worker is busy and no journal is left. */
    boolean isQuiet() {
        return workers.stream().allMatch(ModelWorker.IDLE::equals)
                && journals.stream().allMatch(ModelJournal::isNone);
    }

    ModelState withWorker(int index, ModelWorker worker) {
        return new ModelState(
                rows,
                with(workers, index, worker),
                holder,
                copies,
                verdicts,
                refused,
                nextKey,
                faults,
                runs,
                journals,
                mayBeUnknown);
    }

    ModelState withHolder(int worker) {
        return new ModelState(
                rows, workers, worker, copies, verdicts, refused, nextKey, faults, runs, journals, mayBeUnknown);
    }

    ModelState withKeyUsed() {
        return new ModelState(
                rows, workers, holder, copies, verdicts, refused, nextKey + 1, faults, runs, journals, mayBeUnknown);
    }

    ModelState withFault() {
        return new ModelState(
                rows, workers, holder, copies, verdicts, refused, nextKey, faults - 1, runs, journals, mayBeUnknown);
    }

    /** The provider accepts a letter. Under a key that it knows, it only repeats its answer. */
    ModelState accepting(int letter, int key) {
        if (key > 0 && (Math.abs(verdicts.get(letter)) == key || refused.contains(key))) {
            return this;
        }
        return new ModelState(
                rows,
                workers,
                holder,
                with(copies, letter, copies.get(letter) + 1),
                with(verdicts, letter, key),
                refused,
                nextKey,
                faults,
                runs,
                journals,
                mayBeUnknown);
    }

    /** The provider refuses a letter, now and at each repetition under the same key. */
    ModelState refusing(int letter, int key) {
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                with(verdicts, letter, -key),
                refused,
                nextKey,
                faults,
                runs,
                journals,
                mayBeUnknown);
    }

    /** The provider refuses a batch, now and at each repetition. */
    ModelState refusingBatch(int key) {
        Set<Integer> more = new HashSet<>(refused);
        more.add(key);
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                verdicts,
                Set.copyOf(more),
                nextKey,
                faults,
                runs,
                journals,
                mayBeUnknown);
    }

    static <T> List<T> with(List<T> list, int index, T value) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, value);
        return List.copyOf(changed);
    }

    private static <T> List<T> repeat(T value, int times) {
        return Collections.nCopies(times, value).stream().toList();
    }
}
