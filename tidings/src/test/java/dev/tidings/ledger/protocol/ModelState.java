package dev.tidings.ledger.protocol;

import dev.tidings.transport.Transport.RetryMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Everything there is, at one moment: the letters' rows, the workers' memories, the provider, and how much may still go
 * wrong.
 *
 * @param holder the worker to whom the chunk was given last
 * @param copies how many copies of each letter the provider has accepted
 * @param verdicts the key under which the provider has accepted a letter; negative where it refused it; 0 before
 * @param refused the keys of the batches that the provider refused as a whole
 * @param faults how many more crashes, give-aways and troubled exchanges may happen
 * @param runs of the workers; a worker that is killed starts again as another run
 * @param journals that the workers' last runs left and that are not settled
 * @param mayBeUnknown how many letters may be unknown once nothing is under way
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

    /** Where a letter is. */
    enum LetterState {
        /** Due, and not composed. */
        PLANNED,
        /** Handed over for the first time, with its batch in one row. */
        IN_BATCH,
        OWED,
        HANDED_OVER,
        SENT,
        ERROR,
        UNKNOWN,
        SKIPPED,
        /** A second place of its user, taken out of its chunk. */
        TAKEN_OUT;

        boolean settled() {
            return this == SENT || this == ERROR || this == UNKNOWN || this == SKIPPED || this == TAKEN_OUT;
        }
    }

    /**
     * @param key of the batch that it belongs to, or 0
     * @param mayBeOut whether an earlier attempt may have been accepted, as far as the database knows
     * @param run that made the latest attempt; 0 if no journal may settle the letter
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

    /** What a worker is about. */
    enum WorkerTask {
        COMPOSE,
        /** To go on with what a silent worker left. */
        RECOVER,
        SEND,
        /** Not to send, since the edition was cancelled or it is too late. */
        GIVE_UP
    }

    enum WorkerPhase {
        IDLE,
        /** Has read which letters to work on. */
        READ,
        /** Is about to hand over. */
        READY,
        /** Has an answer, or knows that none will come. */
        ANSWERED
    }

    /** What the provider said of one letter, as far as the worker heard. */
    enum ProviderAnswer {
        ACCEPTED,
        REJECTED,
        DEFERRED,
        /** Its batch is refused as a whole, whatever the letters are worth by themselves. */
        BATCH_REFUSED,
        /** The connection was lost before the letter was complete. */
        UNANSWERED,
        /** The connection was lost after it. */
        LOST;

        static List<ProviderAnswer> toOneLetter() {
            return Arrays.stream(values())
                    .filter(answer -> answer != BATCH_REFUSED)
                    .toList();
        }

        boolean isTrouble() {
            return this == DEFERRED || this == UNANSWERED || this == LOST;
        }
    }

    /**
     * A worker's memory, gone with a crash.
     *
     * @param letters that it works on
     * @param attempts of those letters, as it last saw or made them
     * @param untaken how the letters go out again if nothing is taken now: together where they may be out already
     */
    record ModelWorker(
            WorkerPhase phase,
            WorkerTask task,
            List<Integer> letters,
            List<Integer> attempts,
            int key,
            RetryMode untaken,
            List<ProviderAnswer> answers) {
        static final ModelWorker IDLE = new ModelWorker(
                WorkerPhase.IDLE, WorkerTask.SEND, List.of(), List.of(), 0, RetryMode.ANY_BATCH, List.of());

        ModelWorker ready(List<Integer> made, int under) {
            return new ModelWorker(WorkerPhase.READY, task, letters, made, under, untaken, List.of());
        }

        ModelWorker answered(List<ProviderAnswer> heard) {
            return new ModelWorker(WorkerPhase.ANSWERED, task, letters, attempts, key, untaken, List.copyOf(heard));
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

    /** The worker starts again as another run, with this journal of the run before. */
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

    /** More letters may be unknown; all of them at most. */
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

    /** Whether no worker is at work and no journal is left. */
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

    /** The provider accepts a letter; under a key that it knows, it only answers as before. */
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

    /** The provider refuses a letter for what it is, and will again. */
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

    /** The provider refuses a batch, and will again. */
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
