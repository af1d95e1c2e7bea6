package dev.tidings.delivery.protocol;

import dev.tidings.delivery.Transport.Again;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything there is, at one moment: the letters' rows, the workers' memories, the provider, and how much may still go
 * wrong.
 *
 * @param holder the worker to whom the chunk was given last
 * @param copies how many copies of each letter the provider has accepted
 * @param rulings the key under which the provider has accepted a letter; negative where it refused it; 0 before
 * @param refused the keys of the batches that the provider refused as a whole
 * @param faults how many more crashes, give-aways and troubled exchanges may happen
 */
record World(
        List<Row> rows,
        List<Worker> workers,
        int holder,
        List<Integer> copies,
        List<Integer> rulings,
        Set<Integer> refused,
        int nextKey,
        int faults) {

    /** Where a letter is. */
    enum Place {
        /** Due, and not composed. */
        PLANNED,
        /** Handed over for the first time, with its batch in one row. */
        IN_BATCH,
        OWED,
        HANDED_OVER,
        SENT,
        ERROR,
        UNKNOWN,
        SKIPPED;

        boolean settled() {
            return this == SENT || this == ERROR || this == UNKNOWN || this == SKIPPED;
        }
    }

    /**
     * @param key of the batch that it belongs to, or 0
     * @param mayBeOut whether an earlier attempt may have been accepted, as far as the database knows
     */
    record Row(Place place, int attempt, int key, boolean mayBeOut) {
        static final Row PLANNED = new Row(Place.PLANNED, 0, 0, false);

        Row at(Place other) {
            return new Row(other, attempt, key, mayBeOut);
        }
    }

    /** What a worker is about. */
    enum Task {
        COMPOSE,
        /** To go on with what a silent worker left. */
        RECOVER,
        SEND,
        /** Not to send, since the edition was cancelled or it is too late. */
        GIVE_UP
    }

    enum Phase {
        IDLE,
        /** Has read which letters to work on. */
        READ,
        /** Is about to hand over. */
        READY,
        /** Has an answer, or knows that none will come. */
        ANSWERED
    }

    /** What the provider said of one letter, as far as the worker heard. */
    enum Answer {
        ACCEPTED,
        REJECTED,
        DEFERRED,
        /** Its batch is refused as a whole, whatever the letters are worth by themselves. */
        BATCH_REFUSED,
        /** The connection was lost before the letter was complete. */
        UNANSWERED,
        /** The connection was lost after it. */
        LOST;

        static List<Answer> toOneLetter() {
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
    record Worker(
            Phase phase,
            Task task,
            List<Integer> letters,
            List<Integer> attempts,
            int key,
            Again untaken,
            List<Answer> answers) {
        static final Worker IDLE = new Worker(Phase.IDLE, Task.SEND, List.of(), List.of(), 0, Again.FREELY, List.of());

        Worker ready(List<Integer> made, int under) {
            return new Worker(Phase.READY, task, letters, made, under, untaken, List.of());
        }

        Worker told(List<Answer> heard) {
            return new Worker(Phase.ANSWERED, task, letters, attempts, key, untaken, List.copyOf(heard));
        }
    }

    static World of(int letters, int workers, int faults) {
        return new World(
                repeat(Row.PLANNED, letters),
                repeat(Worker.IDLE, workers),
                0,
                repeat(0, letters),
                repeat(0, letters),
                Set.of(),
                1,
                faults);
    }

    boolean settled() {
        return rows.stream().allMatch(row -> row.place().settled());
    }

    World withRow(int letter, Row row) {
        return new World(with(rows, letter, row), workers, holder, copies, rulings, refused, nextKey, faults);
    }

    World withWorker(int index, Worker worker) {
        return new World(rows, with(workers, index, worker), holder, copies, rulings, refused, nextKey, faults);
    }

    World withHolder(int worker) {
        return new World(rows, workers, worker, copies, rulings, refused, nextKey, faults);
    }

    World withKeyUsed() {
        return new World(rows, workers, holder, copies, rulings, refused, nextKey + 1, faults);
    }

    World withFault() {
        return new World(rows, workers, holder, copies, rulings, refused, nextKey, faults - 1);
    }

    /** The provider accepts a letter; under a key that it knows, it only answers as before. */
    World accepting(int letter, int key) {
        if (key > 0 && (Math.abs(rulings.get(letter)) == key || refused.contains(key))) {
            return this;
        }
        return new World(
                rows,
                workers,
                holder,
                with(copies, letter, copies.get(letter) + 1),
                with(rulings, letter, key),
                refused,
                nextKey,
                faults);
    }

    /** The provider refuses a letter for what it is, and will again. */
    World refusing(int letter, int key) {
        return new World(rows, workers, holder, copies, with(rulings, letter, -key), refused, nextKey, faults);
    }

    /** The provider refuses a batch, and will again. */
    World refusingBatch(int key) {
        Set<Integer> more = new HashSet<>(refused);
        more.add(key);
        return new World(rows, workers, holder, copies, rulings, Set.copyOf(more), nextKey, faults);
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
