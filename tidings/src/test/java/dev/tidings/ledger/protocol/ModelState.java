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
 * @param verdicts the keys under which the provider has accepted each letter; negative if it refused the letter
 * @param refused the keys of the batches that the provider refused as a whole
 * @param faults the number of crashes, reassigned chunks and failed exchanges that may still happen
 * @param runs the workers' runs; a worker that is killed starts again as another run
 * @param journals the unsettled journals of the workers' previous runs
 * @param risked the number of copies of each letter that an operator has risked
 * @param retries the number of times that an operator may still have letters sent again
 * @param mayBeUnknown the number of letters that may be unknown when no worker is busy and no journal is left
 */
record ModelState(
        List<ModelLetter> rows,
        List<ModelWorker> workers,
        int holder,
        List<Integer> copies,
        List<Set<Integer>> verdicts,
        Set<Integer> refused,
        int nextKey,
        int faults,
        List<Integer> runs,
        List<ModelJournal> journals,
        List<Integer> risked,
        int retries,
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
     * @param unknownAttempt the attempt of unknown outcome after which an operator had the letter sent again, or 0
     */
    record ModelLetter(LetterState state, int attempt, int key, boolean mayBeOut, int run, int unknownAttempt) {
        static final ModelLetter PLANNED = new ModelLetter(LetterState.PLANNED, 0, 0, false, 0, 0);

        ModelLetter withState(LetterState other) {
            return new ModelLetter(other, attempt, key, mayBeOut, run, unknownAttempt);
        }

        ModelLetter withRun(int other) {
            return new ModelLetter(state, attempt, key, mayBeOut, other, unknownAttempt);
        }

        ModelLetter claimed(LetterState other, int newKey, int newRun) {
            return new ModelLetter(other, attempt + 1, newKey, true, newRun, unknownAttempt);
        }

        /** A letter that was sent again although it may be out may be out until it is accepted. */
        ModelLetter owed(int newKey, boolean newMayBeOut) {
            return new ModelLetter(
                    LetterState.OWED, attempt, newKey, newMayBeOut || unknownAttempt > 0, run, unknownAttempt);
        }

        /** Whether the next attempt repeats its whole batch. */
        boolean isReplay() {
            return key > 0 && mayBeOut;
        }
    }

    static ModelState of(int letters, int workers, int faults, int retries) {
        return new ModelState(
                repeat(ModelLetter.PLANNED, letters),
                repeat(ModelWorker.IDLE, workers),
                0,
                repeat(0, letters),
                repeat(Set.of(), letters),
                Set.of(),
                1,
                faults,
                IntStream.rangeClosed(1, workers).boxed().toList(),
                repeat(ModelJournal.NONE, workers),
                repeat(0, letters),
                retries,
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
                other,
                workers,
                holder,
                copies,
                verdicts,
                refused,
                nextKey,
                faults,
                runs,
                journals,
                risked,
                retries,
                mayBeUnknown);
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
                risked,
                retries,
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
                risked,
                retries,
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
                risked,
                retries,
                Math.min(mayBeUnknown + letters, rows.size()));
    }

    /** An operator accepts one more copy of a letter. */
    ModelState withRisk(int letter) {
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
                with(risked, letter, risked.get(letter) + 1),
                retries,
                mayBeUnknown);
    }

    ModelState withRetry() {
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
                risked,
                retries - 1,
                mayBeUnknown);
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
                risked,
                retries,
                mayBeUnknown);
    }

    ModelState withHolder(int worker) {
        return new ModelState(
                rows,
                workers,
                worker,
                copies,
                verdicts,
                refused,
                nextKey,
                faults,
                runs,
                journals,
                risked,
                retries,
                mayBeUnknown);
    }

    ModelState withKeyUsed() {
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                verdicts,
                refused,
                nextKey + 1,
                faults,
                runs,
                journals,
                risked,
                retries,
                mayBeUnknown);
    }

    ModelState withFault() {
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                verdicts,
                refused,
                nextKey,
                faults - 1,
                runs,
                journals,
                risked,
                retries,
                mayBeUnknown);
    }

    /** The provider accepts a letter. Under a key that it knows, it only repeats its answer. */
    ModelState accepting(int letter, int key) {
        if (key > 0 && (isDecided(letter, key) || refused.contains(key))) {
            return this;
        }
        return new ModelState(
                rows,
                workers,
                holder,
                with(copies, letter, copies.get(letter) + 1),
                key > 0 ? withVerdict(letter, key) : verdicts,
                refused,
                nextKey,
                faults,
                runs,
                journals,
                risked,
                retries,
                mayBeUnknown);
    }

    /** Whether the provider has accepted or refused the letter under this key. */
    boolean isDecided(int letter, int key) {
        return verdicts.get(letter).contains(key) || verdicts.get(letter).contains(-key);
    }

    private List<Set<Integer>> withVerdict(int letter, int signedKey) {
        Set<Integer> more = new HashSet<>(verdicts.get(letter));
        more.add(signedKey);
        return with(verdicts, letter, Set.copyOf(more));
    }

    /** The provider refuses a letter, now and at each repetition under the same key. */
    ModelState refusing(int letter, int key) {
        return new ModelState(
                rows,
                workers,
                holder,
                copies,
                withVerdict(letter, -key),
                refused,
                nextKey,
                faults,
                runs,
                journals,
                risked,
                retries,
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
                risked,
                retries,
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
