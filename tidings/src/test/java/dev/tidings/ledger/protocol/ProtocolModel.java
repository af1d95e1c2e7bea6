package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelState.LetterState;
import dev.tidings.ledger.protocol.ModelState.ModelLetter;
import dev.tidings.ledger.protocol.ModelState.ModelWorker;
import dev.tidings.ledger.protocol.ModelState.ProviderAnswer;
import dev.tidings.ledger.protocol.ModelState.WorkerPhase;
import dev.tidings.ledger.protocol.ModelState.WorkerTask;
import dev.tidings.ledger.protocol.ProtocolRules.ProtocolRule;
import dev.tidings.transport.Transport.RetryMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Every step that can happen next. A step is what happens at once: a statement in the database, an exchange with the
 * provider, a fault. Between any two steps of one worker, anything may happen elsewhere.
 */
final class ProtocolModel {
    /** More than any fault calls for: who tries more often would try forever. */
    private static final int MOST_ATTEMPTS = 8;

    private final ProtocolRules rules;
    private final JournalModel journals;

    ProtocolModel(ProtocolRules rules) {
        this.rules = rules;
        this.journals = new JournalModel(rules);
    }

    /** Calls back with the name of each step and the world after it. */
    void steps(ModelState world, BiConsumer<String, ModelState> next) {
        for (int each = 0; each < world.workers().size(); each++) {
            int worker = each;
            step(world, worker, (name, after) -> next.accept(name, withoutOwnUnknown(world, worker, after)));
            faults(world, worker, next);
        }
    }

    /** A run's journal may only correct what another run settled as unknown. */
    private static ModelState withoutOwnUnknown(ModelState before, int worker, ModelState after) {
        ModelState cleaned = after;
        for (int letter = 0; letter < after.rows().size(); letter++) {
            ModelLetter row = after.rows().get(letter);
            boolean own = row.run() == before.runs().get(worker);
            if (row.run() != 0 && row.state().settled() && (own || row.state() != LetterState.UNKNOWN)) {
                cleaned = cleaned.withRow(letter, row.withRun(0));
            }
        }
        return cleaned;
    }

    private void step(ModelState world, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = world.workers().get(worker);
        if (!world.journals().get(worker).isNone()) {
            // Before any other work.
            next.accept(
                    worker + " settles from its journal",
                    journals.settle(world, world.journals().get(worker)).withoutJournal(worker));
            return;
        }
        switch (memory.phase()) {
            case IDLE -> read(world, worker, next);
            case READ -> claim(world, worker, next);
            case READY -> handOver(world, worker, next);
            case ANSWERED -> next.accept(worker + " settles", settle(world, worker));
        }
    }

    private void faults(ModelState world, int worker, BiConsumer<String, ModelState> next) {
        if (world.faults() == 0) {
            return;
        }
        int other = (worker + 1) % world.workers().size();
        if (rules.journal()) {
            journals.crashes(world, worker, next);
        } else if (!world.workers().get(worker).equals(ModelWorker.IDLE)) {
            ModelState after = world.withWorker(worker, ModelWorker.IDLE).withFault();
            next.accept(worker + " crashes", world.holder() == worker ? after.withHolder(other) : after);
        }
        if (world.holder() == worker) {
            // The worker is slow, and goes on without knowing.
            ModelState after = world.withHolder(other).withFault();
            next.accept("chunk is given to " + other, rules.journal() ? after.withMoreUnknown(2) : after);
        }
    }

    /**
     * The holder lays out the batch that a silent worker left, looks for other letters of such a one, then for those that are
     * not composed, then for those that are due: one batch. At any time it may be asked to give up what is left.
     */
    private void read(ModelState world, int worker, BiConsumer<String, ModelState> next) {
        List<Integer> inBatch = held(world, worker, LetterState.IN_BATCH);
        if (!inBatch.isEmpty() && rules.keep(ProtocolRule.EXPANDED_TO_ROWS)) {
            next.accept(worker + " lays out " + inBatch, expandedToRows(world, inBatch));
            return;
        }
        List<Integer> left = held(world, worker, LetterState.HANDED_OVER);
        List<Integer> planned = held(world, worker, LetterState.PLANNED);
        if (!left.isEmpty()) {
            read(world, worker, WorkerTask.RECOVER, ofOneKey(world, left), next);
            return;
        }
        for (int size = 1; size <= planned.size(); size++) {
            read(world, worker, WorkerTask.COMPOSE, planned.subList(0, size), next);
        }
        if (!planned.isEmpty()) {
            next.accept(worker + " skips what is planned", skipped(world, planned));
        }
        List<Integer> owed = held(world, worker, LetterState.OWED);
        if (!owed.isEmpty()) {
            List<Integer> batch = ofOneKey(world, owed);
            read(world, worker, WorkerTask.GIVE_UP, batch, next);
            if (planned.isEmpty()) {
                read(world, worker, WorkerTask.SEND, batch, next);
            }
        }
    }

    private static void read(
            ModelState world, int worker, WorkerTask task, List<Integer> batch, BiConsumer<String, ModelState> next) {
        List<Integer> attempts =
                batch.stream().map(letter -> world.rows().get(letter).attempt()).toList();
        ModelLetter first = world.rows().get(batch.getFirst());
        RetryMode untaken = task == WorkerTask.RECOVER || first.mayBeOut()
                ? RetryMode.SAME_BATCH
                : first.key() > 0 ? RetryMode.ALONE : RetryMode.ANY_BATCH;
        ModelWorker memory =
                new ModelWorker(WorkerPhase.READ, task, List.copyOf(batch), attempts, first.key(), untaken, List.of());
        next.accept(worker + " reads " + batch + " to " + task, world.withWorker(worker, memory));
    }

    private ModelState skipped(ModelState world, List<Integer> letters) {
        ModelState after = world;
        for (int letter : letters) {
            LetterState state = isDoubled(world, letter) ? LetterState.TAKEN_OUT : LetterState.SKIPPED;
            after = after.withRow(letter, world.rows().get(letter).withState(state));
        }
        return after;
    }

    private static ModelState expandedToRows(ModelState world, List<Integer> letters) {
        ModelState after = world;
        for (int letter : letters) {
            after = after.withRow(letter, world.rows().get(letter).withState(LetterState.HANDED_OVER));
        }
        return after;
    }

    /** Letters in that state, of the chunk that the worker holds. One user's second letter is in the other worker's chunk. */
    private List<Integer> held(ModelState world, int worker, LetterState state) {
        return IntStream.range(0, world.rows().size())
                .filter(letter -> (world.holder() == worker) != (rules.oneUser() && letter == 1))
                .filter(letter -> world.rows().get(letter).state() == state)
                .boxed()
                .toList();
    }

    /** Whether the letter's user has another letter, stored or settled: then its place is taken out. */
    private boolean isDoubled(ModelState world, int letter) {
        LetterState other = world.rows().get(1 - letter).state();
        return rules.oneUser()
                && rules.keep(ProtocolRule.ONE_PLACE)
                && other != LetterState.PLANNED
                && other != LetterState.TAKEN_OUT;
    }

    private static List<Integer> ofOneKey(ModelState world, List<Integer> letters) {
        int key = letters.stream()
                .mapToInt(letter -> world.rows().get(letter).key())
                .max()
                .orElse(0);
        return letters.stream()
                .filter(letter -> world.rows().get(letter).key() == key)
                .toList();
    }

    private void claim(ModelState world, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = world.workers().get(worker);
        if (memory.task() == WorkerTask.GIVE_UP) {
            next.accept(worker + " gives up " + memory.letters(), givenUp(world, worker));
            return;
        }
        if (memory.task() == WorkerTask.COMPOSE) {
            next.accept(worker + " writes down as owed " + memory.letters(), composed(world, worker));
        }
        if (memory.task() == WorkerTask.RECOVER && !rules.keyed() && rules.keep(ProtocolRule.UNKNOWN_WITHOUT_KEY)) {
            ModelState after = world;
            for (int i = 0; i < memory.letters().size(); i++) {
                after = settle(after, memory.letters().get(i), memory.attempts().get(i), LetterState.UNKNOWN);
            }
            next.accept(worker + " settles as unknown " + memory.letters(), after.withWorker(worker, ModelWorker.IDLE));
        } else if (rules.keep(ProtocolRule.INTENT_FIRST)) {
            if (Collections.max(memory.attempts()) < MOST_ATTEMPTS) {
                next.accept(worker + " takes " + memory.letters(), claimed(world, worker));
            }
        } else {
            next.accept(worker + " is ready", world.withWorker(worker, memory.ready(memory.attempts(), memory.key())));
        }
    }

    /** All of them or none: in one commit. */
    private ModelState composed(ModelState world, int worker) {
        ModelWorker memory = world.workers().get(worker);
        ModelState after = world;
        for (int letter : memory.letters()) {
            if (!mayCompose(world.rows().get(letter))) {
                return world.withWorker(worker, ModelWorker.IDLE);
            }
            if (isDoubled(world, letter)) {
                return takenOut(world, worker, letter);
            }
            after = after.withRow(letter, ModelLetter.PLANNED.withState(LetterState.OWED));
        }
        return after.withWorker(worker, ModelWorker.IDLE);
    }

    private static ModelState takenOut(ModelState world, int worker, int letter) {
        return world.withRow(letter, ModelLetter.PLANNED.withState(LetterState.TAKEN_OUT))
                .withWorker(worker, ModelWorker.IDLE);
    }

    private ModelState givenUp(ModelState world, int worker) {
        ModelWorker memory = world.workers().get(worker);
        ModelState after = world;
        for (int i = 0; i < memory.letters().size(); i++) {
            int letter = memory.letters().get(i);
            int attempt = memory.attempts().get(i);
            ModelLetter row = world.rows().get(letter);
            if (memory.untaken() == RetryMode.SAME_BATCH && rules.keep(ProtocolRule.SKIPPED_WHEN_SURE)) {
                after = settle(after, letter, attempt, LetterState.UNKNOWN);
            } else if (row.state() == LetterState.OWED && !stale(row, attempt)) {
                after = after.withRow(letter, row.withState(LetterState.SKIPPED));
            }
        }
        return after.withWorker(worker, ModelWorker.IDLE);
    }

    private boolean mayCompose(ModelLetter row) {
        return row.state() == LetterState.PLANNED || !rules.keep(ProtocolRule.COMPOSED_ONCE);
    }

    /** All of the batch or none: in one statement. */
    private ModelState claimed(ModelState world, int worker) {
        ModelWorker memory = world.workers().get(worker);
        boolean fresh = memory.key() == 0;
        int key = fresh || !rules.keep(ProtocolRule.SAME_KEY) ? world.nextKey() : memory.key();
        ModelState after = key == world.nextKey() ? world.withKeyUsed() : world;
        List<Integer> attempts = new ArrayList<>();
        for (int i = 0; i < memory.letters().size(); i++) {
            int letter = memory.letters().get(i);
            ModelLetter row = world.rows().get(letter);
            if (!mayClaim(row, memory, i)) {
                return world.withWorker(worker, ModelWorker.IDLE);
            }
            if (memory.task() == WorkerTask.COMPOSE && isDoubled(world, letter)) {
                return takenOut(world, worker, letter);
            }
            attempts.add(row.attempt() + 1);
            LetterState place = memory.task() == WorkerTask.COMPOSE ? LetterState.IN_BATCH : LetterState.HANDED_OVER;
            int run = rules.journal() ? world.runs().get(worker) : 0;
            after = after.withRow(letter, new ModelLetter(place, row.attempt() + 1, key, true, run));
        }
        return after.withWorker(worker, memory.ready(List.copyOf(attempts), key));
    }

    private boolean mayClaim(ModelLetter row, ModelWorker memory, int index) {
        if (memory.task() == WorkerTask.COMPOSE) {
            return mayCompose(row);
        }
        if (row.state().settled()) {
            return false;
        }
        if (memory.task() == WorkerTask.RECOVER) {
            return !rules.keep(ProtocolRule.FENCED)
                    || (row.state() == LetterState.HANDED_OVER
                            && row.attempt() == memory.attempts().get(index));
        }
        boolean asRead = row.state() == LetterState.OWED
                && row.attempt() == memory.attempts().get(index)
                && row.key() == memory.key();
        return asRead || !rules.keep(ProtocolRule.CLAIMED_ONCE);
    }

    /** The batch reaches the provider, or not; each letter fares by itself without a key, all alike with one. */
    private void handOver(ModelState world, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = world.workers().get(worker);
        int letters = memory.letters().size();
        if (rules.keyed()) {
            for (ProviderAnswer answer : ProviderAnswer.values()) {
                if (letters > 1 || answer != ProviderAnswer.BATCH_REFUSED) {
                    exchange(world, worker, Collections.nCopies(letters, answer), next);
                }
            }
        } else {
            combinations(letters).forEach(answers -> exchange(world, worker, answers, next));
        }
    }

    private static List<List<ProviderAnswer>> combinations(int letters) {
        List<List<ProviderAnswer>> combinations = List.of(List.of());
        for (int i = 0; i < letters; i++) {
            List<List<ProviderAnswer>> longer = new ArrayList<>();
            for (List<ProviderAnswer> begun : combinations) {
                for (ProviderAnswer answer : ProviderAnswer.toOneLetter()) {
                    List<ProviderAnswer> more = new ArrayList<>(begun);
                    more.add(answer);
                    longer.add(List.copyOf(more));
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private void exchange(
            ModelState world, int worker, List<ProviderAnswer> answers, BiConsumer<String, ModelState> next) {
        ModelWorker memory = world.workers().get(worker);
        boolean trouble = answers.stream().anyMatch(ProviderAnswer::isTrouble);
        if (trouble && world.faults() == 0) {
            return;
        }
        ModelState after = trouble ? world.withFault() : world;
        List<ProviderAnswer> heard = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            int letter = memory.letters().get(i);
            ProviderAnswer answer = answers.get(i);
            if (rules.keyed() && isInconsistent(answer, world, letter, memory.key())) {
                return;
            }
            if (answer == ProviderAnswer.BATCH_REFUSED) {
                after = after.refusingBatch(memory.key());
            }
            if (answer == ProviderAnswer.REJECTED && rules.keyed()) {
                after = after.refusing(letter, memory.key());
            }
            if (answer == ProviderAnswer.ACCEPTED || answer == ProviderAnswer.LOST) {
                after = after.accepting(letter, rules.keyed() ? memory.key() : 0);
            }
            if (answer == ProviderAnswer.LOST && rules.journal()) {
                after = after.withMoreUnknown(1);
            }
            heard.add(answer);
        }
        next.accept(
                worker + " hands over " + memory.letters() + ": " + heard,
                after.withWorker(worker, memory.answered(heard)));
    }

    /** The provider answers as before, as long as the answer is heard. */
    private static boolean isInconsistent(ProviderAnswer answer, ModelState world, int letter, int key) {
        int ruling = world.verdicts().get(letter);
        boolean refused = world.refused().contains(key);
        return switch (answer) {
            case ACCEPTED -> ruling == -key || refused;
            case REJECTED -> ruling == key || refused;
            case DEFERRED -> Math.abs(ruling) == key || refused;
            case BATCH_REFUSED -> Math.abs(ruling) == key;
            case UNANSWERED, LOST -> false;
        };
    }

    private ModelState settle(ModelState world, int worker) {
        ModelWorker memory = world.workers().get(worker);
        List<Integer> inBatch = memory.letters().stream()
                .filter(letter -> world.rows().get(letter).state() == LetterState.IN_BATCH)
                .toList();
        boolean allSent = memory.answers().stream().allMatch(answer -> answer == ProviderAnswer.ACCEPTED);
        if (!inBatch.isEmpty() && !allSent && !rules.keep(ProtocolRule.EXPANDED_TO_ROWS)) {
            return world.withWorker(worker, ModelWorker.IDLE);
        }
        ModelState after = expandedToRows(world, inBatch);
        for (int i = 0; i < memory.letters().size(); i++) {
            after = learn(after, memory, i);
        }
        return after.withWorker(worker, ModelWorker.IDLE);
    }

    private ModelState learn(ModelState world, ModelWorker memory, int index) {
        int letter = memory.letters().get(index);
        int attempt = memory.attempts().get(index);
        return switch (memory.answers().get(index)) {
            case ACCEPTED -> settle(world, letter, world.rows().get(letter).attempt(), LetterState.SENT);
            case REJECTED -> settle(world, letter, attempt, LetterState.ERROR);
            case DEFERRED ->
                rules.keyed() && memory.untaken() != RetryMode.ANY_BATCH
                        ? defer(world, letter, attempt, memory.key(), memory.untaken() == RetryMode.SAME_BATCH)
                        : defer(world, letter, attempt, 0, false);
            case BATCH_REFUSED ->
                rules.keep(ProtocolRule.ALONE_WHEN_REFUSED)
                        ? defer(world.withKeyUsed(), letter, attempt, world.nextKey(), false)
                        : defer(world, letter, attempt, memory.key(), false);
            case UNANSWERED ->
                rules.keyed()
                        ? defer(world, letter, attempt, memory.key(), true)
                        : defer(world, letter, attempt, 0, false);
            case LOST ->
                rules.keyed()
                        ? defer(world, letter, attempt, memory.key(), true)
                        : settle(world, letter, attempt, LetterState.UNKNOWN);
        };
    }

    private ModelState settle(ModelState world, int letter, int attempt, LetterState place) {
        ModelLetter row = world.rows().get(letter);
        boolean corrected = row.state() == LetterState.UNKNOWN && place == LetterState.SENT;
        boolean isKnown = place == LetterState.UNKNOWN
                && row.state() == LetterState.OWED
                && !row.mayBeOut()
                && rules.keep(ProtocolRule.UNKNOWN_WHEN_POSSIBLE);
        return (row.state().settled() && !corrected) || stale(row, attempt) || isKnown
                ? world
                : world.withRow(letter, row.withState(place));
    }

    private ModelState defer(ModelState world, int letter, int attempt, int key, boolean mayBeOut) {
        ModelLetter row = world.rows().get(letter);
        return row.state() != LetterState.HANDED_OVER || stale(row, attempt)
                ? world
                : world.withRow(letter, new ModelLetter(LetterState.OWED, row.attempt(), key, mayBeOut, row.run()));
    }

    private boolean stale(ModelLetter row, int attempt) {
        return rules.keep(ProtocolRule.FENCED) && row.attempt() != attempt;
    }
}
