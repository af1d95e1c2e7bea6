package dev.tidings.delivery.protocol;

import dev.tidings.delivery.Transport.Again;
import dev.tidings.delivery.protocol.Rules.Rule;
import dev.tidings.delivery.protocol.World.Answer;
import dev.tidings.delivery.protocol.World.Phase;
import dev.tidings.delivery.protocol.World.Place;
import dev.tidings.delivery.protocol.World.Row;
import dev.tidings.delivery.protocol.World.Task;
import dev.tidings.delivery.protocol.World.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Every step that can happen next. A step is what happens at once: a statement in the database, an exchange with the
 * provider, a fault. Between any two steps of one worker, anything may happen elsewhere.
 */
final class Protocol {
    /** More than any fault calls for: who tries more often would try forever. */
    private static final int MOST_ATTEMPTS = 8;

    private final Rules rules;

    Protocol(Rules rules) {
        this.rules = rules;
    }

    /** Calls back with the name of each step and the world after it. */
    void steps(World world, BiConsumer<String, World> next) {
        for (int worker = 0; worker < world.workers().size(); worker++) {
            step(world, worker, next);
            faults(world, worker, next);
        }
    }

    private void step(World world, int worker, BiConsumer<String, World> next) {
        Worker memory = world.workers().get(worker);
        switch (memory.phase()) {
            case IDLE -> read(world, worker, next);
            case READ -> take(world, worker, next);
            case READY -> handOver(world, worker, next);
            case ANSWERED -> next.accept(worker + " settles", settle(world, worker));
        }
    }

    private static void faults(World world, int worker, BiConsumer<String, World> next) {
        if (world.faults() == 0) {
            return;
        }
        int other = (worker + 1) % world.workers().size();
        if (!world.workers().get(worker).equals(Worker.IDLE)) {
            World after = world.withWorker(worker, Worker.IDLE).withFault();
            next.accept(worker + " crashes", world.holder() == worker ? after.withHolder(other) : after);
        }
        if (world.holder() == worker) {
            // The worker is slow, and goes on without knowing.
            next.accept("chunk is given to " + other, world.withHolder(other).withFault());
        }
    }

    /**
     * The holder lays out the batch that a silent worker left, looks for other letters of such a one, then for those that are
     * not composed, then for those that are due: one batch. At any time it may be asked to give up what is left.
     */
    private void read(World world, int worker, BiConsumer<String, World> next) {
        if (world.holder() != worker) {
            return;
        }
        List<Integer> inBatch = letters(world, Place.IN_BATCH);
        if (!inBatch.isEmpty() && rules.keep(Rule.LAID_OUT)) {
            next.accept(worker + " lays out " + inBatch, laidOut(world, inBatch));
            return;
        }
        List<Integer> left = letters(world, Place.HANDED_OVER);
        List<Integer> planned = letters(world, Place.PLANNED);
        if (!left.isEmpty()) {
            read(world, worker, Task.RECOVER, ofOneKey(world, left), next);
            return;
        }
        for (int size = 1; size <= planned.size(); size++) {
            read(world, worker, Task.COMPOSE, planned.subList(0, size), next);
        }
        if (!planned.isEmpty()) {
            next.accept(worker + " skips what is planned", skipped(world, planned));
        }
        List<Integer> owed = letters(world, Place.OWED);
        if (!owed.isEmpty()) {
            List<Integer> batch = ofOneKey(world, owed);
            read(world, worker, Task.GIVE_UP, batch, next);
            if (planned.isEmpty()) {
                read(world, worker, Task.SEND, batch, next);
            }
        }
    }

    private static void read(World world, int worker, Task task, List<Integer> batch, BiConsumer<String, World> next) {
        List<Integer> attempts =
                batch.stream().map(letter -> world.rows().get(letter).attempt()).toList();
        Row first = world.rows().get(batch.getFirst());
        Again untaken = task == Task.RECOVER || first.mayBeOut()
                ? Again.TOGETHER
                : first.key() > 0 ? Again.ALONE : Again.FREELY;
        Worker memory = new Worker(Phase.READ, task, List.copyOf(batch), attempts, first.key(), untaken, List.of());
        next.accept(worker + " reads " + batch + " to " + task, world.withWorker(worker, memory));
    }

    private static World skipped(World world, List<Integer> letters) {
        World after = world;
        for (int letter : letters) {
            after = after.withRow(letter, world.rows().get(letter).at(Place.SKIPPED));
        }
        return after;
    }

    private static World laidOut(World world, List<Integer> letters) {
        World after = world;
        for (int letter : letters) {
            after = after.withRow(letter, world.rows().get(letter).at(Place.HANDED_OVER));
        }
        return after;
    }

    private static List<Integer> letters(World world, Place place) {
        return IntStream.range(0, world.rows().size())
                .filter(letter -> world.rows().get(letter).place() == place)
                .boxed()
                .toList();
    }

    private static List<Integer> ofOneKey(World world, List<Integer> letters) {
        int key = letters.stream()
                .mapToInt(letter -> world.rows().get(letter).key())
                .max()
                .orElse(0);
        return letters.stream()
                .filter(letter -> world.rows().get(letter).key() == key)
                .toList();
    }

    private void take(World world, int worker, BiConsumer<String, World> next) {
        Worker memory = world.workers().get(worker);
        if (memory.task() == Task.GIVE_UP) {
            next.accept(worker + " gives up " + memory.letters(), givenUp(world, worker));
            return;
        }
        if (memory.task() == Task.COMPOSE) {
            next.accept(worker + " writes down as owed " + memory.letters(), composed(world, worker));
        }
        if (memory.task() == Task.RECOVER && !rules.keyed() && rules.keep(Rule.UNKNOWN_WITHOUT_KEY)) {
            World after = world;
            for (int i = 0; i < memory.letters().size(); i++) {
                after = settle(after, memory.letters().get(i), memory.attempts().get(i), Place.UNKNOWN);
            }
            next.accept(worker + " settles as unknown " + memory.letters(), after.withWorker(worker, Worker.IDLE));
        } else if (rules.keep(Rule.INTENT_FIRST)) {
            if (Collections.max(memory.attempts()) < MOST_ATTEMPTS) {
                next.accept(worker + " takes " + memory.letters(), taken(world, worker));
            }
        } else {
            next.accept(worker + " is ready", world.withWorker(worker, memory.ready(memory.attempts(), memory.key())));
        }
    }

    /** All of them or none: in one commit. */
    private World composed(World world, int worker) {
        Worker memory = world.workers().get(worker);
        World after = world;
        for (int letter : memory.letters()) {
            if (!mayCompose(world.rows().get(letter))) {
                return world.withWorker(worker, Worker.IDLE);
            }
            after = after.withRow(letter, Row.PLANNED.at(Place.OWED));
        }
        return after.withWorker(worker, Worker.IDLE);
    }

    private World givenUp(World world, int worker) {
        Worker memory = world.workers().get(worker);
        World after = world;
        for (int i = 0; i < memory.letters().size(); i++) {
            int letter = memory.letters().get(i);
            int attempt = memory.attempts().get(i);
            Row row = world.rows().get(letter);
            if (memory.untaken() == Again.TOGETHER && rules.keep(Rule.SKIPPED_WHEN_SURE)) {
                after = settle(after, letter, attempt, Place.UNKNOWN);
            } else if (row.place() == Place.OWED && !stale(row, attempt)) {
                after = after.withRow(letter, row.at(Place.SKIPPED));
            }
        }
        return after.withWorker(worker, Worker.IDLE);
    }

    private boolean mayCompose(Row row) {
        return row.place() == Place.PLANNED || !rules.keep(Rule.COMPOSED_ONCE);
    }

    /** All of the batch or none: in one statement. */
    private World taken(World world, int worker) {
        Worker memory = world.workers().get(worker);
        boolean fresh = memory.key() == 0;
        int key = fresh || !rules.keep(Rule.SAME_KEY) ? world.nextKey() : memory.key();
        World after = key == world.nextKey() ? world.withKeyUsed() : world;
        List<Integer> attempts = new ArrayList<>();
        for (int i = 0; i < memory.letters().size(); i++) {
            int letter = memory.letters().get(i);
            Row row = world.rows().get(letter);
            if (!mayTake(row, memory, i)) {
                return world.withWorker(worker, Worker.IDLE);
            }
            attempts.add(row.attempt() + 1);
            Place place = memory.task() == Task.COMPOSE ? Place.IN_BATCH : Place.HANDED_OVER;
            after = after.withRow(letter, new Row(place, row.attempt() + 1, key, true));
        }
        return after.withWorker(worker, memory.ready(List.copyOf(attempts), key));
    }

    private boolean mayTake(Row row, Worker memory, int index) {
        if (memory.task() == Task.COMPOSE) {
            return mayCompose(row);
        }
        if (row.place().settled()) {
            return false;
        }
        if (memory.task() == Task.RECOVER) {
            return !rules.keep(Rule.FENCED)
                    || (row.place() == Place.HANDED_OVER
                            && row.attempt() == memory.attempts().get(index));
        }
        return (row.place() == Place.OWED && row.key() == memory.key()) || !rules.keep(Rule.ONE_TAKER);
    }

    /** The batch reaches the provider, or not; each letter fares by itself without a key, all alike with one. */
    private void handOver(World world, int worker, BiConsumer<String, World> next) {
        Worker memory = world.workers().get(worker);
        int letters = memory.letters().size();
        if (rules.keyed()) {
            for (Answer answer : Answer.values()) {
                if (letters > 1 || answer != Answer.BATCH_REFUSED) {
                    exchange(world, worker, Collections.nCopies(letters, answer), next);
                }
            }
        } else {
            combinations(letters).forEach(answers -> exchange(world, worker, answers, next));
        }
    }

    private static List<List<Answer>> combinations(int letters) {
        List<List<Answer>> combinations = List.of(List.of());
        for (int i = 0; i < letters; i++) {
            List<List<Answer>> longer = new ArrayList<>();
            for (List<Answer> begun : combinations) {
                for (Answer answer : Answer.toOneLetter()) {
                    List<Answer> more = new ArrayList<>(begun);
                    more.add(answer);
                    longer.add(List.copyOf(more));
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private void exchange(World world, int worker, List<Answer> answers, BiConsumer<String, World> next) {
        Worker memory = world.workers().get(worker);
        boolean trouble = answers.stream().anyMatch(Answer::isTrouble);
        if (trouble && world.faults() == 0) {
            return;
        }
        World after = trouble ? world.withFault() : world;
        List<Answer> heard = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            int letter = memory.letters().get(i);
            Answer answer = answers.get(i);
            if (rules.keyed() && contradicts(answer, world, letter, memory.key())) {
                return;
            }
            if (answer == Answer.BATCH_REFUSED) {
                after = after.refusingBatch(memory.key());
            }
            if (answer == Answer.REJECTED && rules.keyed()) {
                after = after.refusing(letter, memory.key());
            }
            if (answer == Answer.ACCEPTED || answer == Answer.LOST) {
                after = after.accepting(letter, rules.keyed() ? memory.key() : 0);
            }
            heard.add(answer);
        }
        next.accept(
                worker + " hands over " + memory.letters() + ": " + heard,
                after.withWorker(worker, memory.told(heard)));
    }

    /** The provider answers as before, as long as the answer is heard. */
    private static boolean contradicts(Answer answer, World world, int letter, int key) {
        int ruling = world.rulings().get(letter);
        boolean refused = world.refused().contains(key);
        return switch (answer) {
            case ACCEPTED -> ruling == -key || refused;
            case REJECTED -> ruling == key || refused;
            case DEFERRED -> Math.abs(ruling) == key || refused;
            case BATCH_REFUSED -> Math.abs(ruling) == key;
            case UNANSWERED, LOST -> false;
        };
    }

    private World settle(World world, int worker) {
        Worker memory = world.workers().get(worker);
        List<Integer> inBatch = memory.letters().stream()
                .filter(letter -> world.rows().get(letter).place() == Place.IN_BATCH)
                .toList();
        boolean allSent = memory.answers().stream().allMatch(answer -> answer == Answer.ACCEPTED);
        if (!inBatch.isEmpty() && !allSent && !rules.keep(Rule.LAID_OUT)) {
            return world.withWorker(worker, Worker.IDLE);
        }
        World after = laidOut(world, inBatch);
        for (int i = 0; i < memory.letters().size(); i++) {
            after = learn(after, memory, i);
        }
        return after.withWorker(worker, Worker.IDLE);
    }

    private World learn(World world, Worker memory, int index) {
        int letter = memory.letters().get(index);
        int attempt = memory.attempts().get(index);
        return switch (memory.answers().get(index)) {
            case ACCEPTED -> settle(world, letter, world.rows().get(letter).attempt(), Place.SENT);
            case REJECTED -> settle(world, letter, attempt, Place.ERROR);
            case DEFERRED ->
                rules.keyed() && memory.untaken() != Again.FREELY
                        ? defer(world, letter, attempt, memory.key(), memory.untaken() == Again.TOGETHER)
                        : defer(world, letter, attempt, 0, false);
            case BATCH_REFUSED ->
                rules.keep(Rule.ALONE_WHEN_REFUSED)
                        ? defer(world.withKeyUsed(), letter, attempt, world.nextKey(), false)
                        : defer(world, letter, attempt, memory.key(), false);
            case UNANSWERED ->
                rules.keyed()
                        ? defer(world, letter, attempt, memory.key(), true)
                        : defer(world, letter, attempt, 0, false);
            case LOST ->
                rules.keyed()
                        ? defer(world, letter, attempt, memory.key(), true)
                        : settle(world, letter, attempt, Place.UNKNOWN);
        };
    }

    private World settle(World world, int letter, int attempt, Place place) {
        Row row = world.rows().get(letter);
        boolean corrected = row.place() == Place.UNKNOWN && place == Place.SENT;
        return (row.place().settled() && !corrected) || stale(row, attempt)
                ? world
                : world.withRow(letter, row.at(place));
    }

    private World defer(World world, int letter, int attempt, int key, boolean mayBeOut) {
        Row row = world.rows().get(letter);
        return row.place() != Place.HANDED_OVER || stale(row, attempt)
                ? world
                : world.withRow(letter, new Row(Place.OWED, row.attempt(), key, mayBeOut));
    }

    private boolean stale(Row row, int attempt) {
        return rules.keep(Rule.FENCED) && row.attempt() != attempt;
    }
}
