package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelState.LetterState;
import dev.tidings.ledger.protocol.ModelState.ModelLetter;
import dev.tidings.ledger.protocol.ModelWorker.ProviderAnswer;
import dev.tidings.ledger.protocol.ModelWorker.WorkerPhase;
import dev.tidings.ledger.protocol.ModelWorker.WorkerTask;
import dev.tidings.ledger.protocol.ProtocolRules.ProtocolRule;
import dev.tidings.transport.Transport.RetryMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Every step that can happen next. A step is atomic: a statement in the database, an exchange with the provider, or a
 * fault. Other workers may take any number of steps between two steps of one worker.
 */
final class ProtocolModel {
    /** More attempts than the faults can cause. A worker that tries more often would never stop. */
    private static final int MOST_ATTEMPTS = 8;

    private final ProtocolRules rules;
    private final JournalModel journals;
    private final ProviderModel provider;

    ProtocolModel(ProtocolRules rules) {
        this.rules = rules;
        this.journals = new JournalModel(rules);
        this.provider = new ProviderModel(rules);
    }

    /** Calls back with the name of each step and the state after it. */
    void steps(ModelState state, BiConsumer<String, ModelState> next) {
        for (int i = 0; i < state.workers().size(); i++) {
            int worker = i;
            step(state, worker, (name, after) -> next.accept(name, withoutOwnUnknown(state, worker, after)));
            faults(state, worker, next);
        }
        retries(state, next);
    }

    /** An operator has letters sent again: those with errors, those with unknown outcomes too, or skipped ones. */
    private void retries(ModelState state, BiConsumer<String, ModelState> next) {
        if (state.retries() > 0) {
            Set<LetterState> errors = rules.keep(ProtocolRule.RETRIED_ONLY_IF_NOT_OUT)
                    ? EnumSet.of(LetterState.ERROR)
                    : EnumSet.of(LetterState.ERROR, LetterState.UNKNOWN);
            retry(state, "errors", errors, false, next);
            retry(state, "unknown", EnumSet.of(LetterState.ERROR, LetterState.UNKNOWN), true, next);
            retry(state, "skipped", EnumSet.of(LetterState.SKIPPED), false, next);
        }
    }

    /** @param named whether the operator accepts a second copy of a letter of unknown outcome */
    private void retry(
            ModelState state, String what, Set<LetterState> from, boolean named, BiConsumer<String, ModelState> next) {
        ModelState after = state;
        for (int letter = 0; letter < state.rows().size(); letter++) {
            ModelLetter row = state.rows().get(letter);
            if (from.contains(row.state())) {
                boolean risked = named && row.state() == LetterState.UNKNOWN;
                int attempt = rules.keep(ProtocolRule.RETRY_KEEPS_ATTEMPTS) ? row.attempt() : 0;
                int unknownAttempt = risked ? row.attempt() : 0;
                ModelLetter owed = new ModelLetter(LetterState.OWED, attempt, 0, risked, row.run(), unknownAttempt);
                after = after.withRow(letter, owed);
                after = risked ? after.withRisk(letter).withMoreUnknown(1) : after;
            }
        }
        if (!after.equals(state)) {
            next.accept("an operator retries " + what, after.withRetry());
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

    private void step(ModelState state, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = state.workers().get(worker);
        if (!state.journals().get(worker).isNone()) {
            // A worker settles its journal before any other work.
            next.accept(
                    worker + " settles from its journal",
                    journals.settle(state, state.journals().get(worker)).withoutJournal(worker));
            return;
        }
        switch (memory.phase()) {
            case IDLE -> read(state, worker, next);
            case READ -> claim(state, worker, next);
            case READY -> provider.handOver(state, worker, next);
            case ANSWERED -> next.accept(worker + " settles", settle(state, worker));
        }
    }

    private void faults(ModelState state, int worker, BiConsumer<String, ModelState> next) {
        if (state.faults() == 0) {
            return;
        }
        int other = (worker + 1) % state.workers().size();
        if (rules.journal()) {
            journals.crashes(state, worker, next);
        } else if (!state.workers().get(worker).equals(ModelWorker.IDLE)) {
            ModelState after = state.withWorker(worker, ModelWorker.IDLE).withFault();
            next.accept(worker + " crashes", state.holder() == worker ? after.withHolder(other) : after);
        }
        if (state.holder() == worker) {
            // The worker is slow and continues without noticing.
            ModelState after = state.withHolder(other).withFault();
            next.accept("chunk is given to " + other, rules.journal() ? after.withMoreUnknown(2) : after);
        }
    }

    /**
     * The holder of the chunk expands the batch that a stopped worker left. It then reads one batch: of interrupted
     * letters, of uncomposed letters, or of owed letters. It may also give up owed letters.
     */
    private void read(ModelState state, int worker, BiConsumer<String, ModelState> next) {
        List<Integer> inBatch = held(state, worker, LetterState.IN_BATCH);
        if (!inBatch.isEmpty() && rules.keep(ProtocolRule.EXPANDED_TO_ROWS)) {
            next.accept(worker + " expands " + inBatch, expandedToRows(state, inBatch));
            return;
        }
        List<Integer> interrupted = held(state, worker, LetterState.HANDED_OVER);
        List<Integer> planned = held(state, worker, LetterState.PLANNED);
        if (!interrupted.isEmpty()) {
            read(state, worker, WorkerTask.RECOVER, ofOneKey(state, interrupted), next);
            return;
        }
        for (int size = 1; size <= planned.size(); size++) {
            read(state, worker, WorkerTask.COMPOSE, planned.subList(0, size), next);
        }
        if (!planned.isEmpty()) {
            next.accept(worker + " skips planned letters", skipped(state, planned));
        }
        List<Integer> owed = held(state, worker, LetterState.OWED);
        if (!owed.isEmpty()) {
            List<Integer> batch = ofOneKey(state, owed);
            read(state, worker, WorkerTask.GIVE_UP, batch, next);
            if (planned.isEmpty()) {
                read(state, worker, WorkerTask.SEND, batch, next);
            }
        }
    }

    private static void read(
            ModelState state, int worker, WorkerTask task, List<Integer> batch, BiConsumer<String, ModelState> next) {
        List<Integer> attempts =
                batch.stream().map(letter -> state.rows().get(letter).attempt()).toList();
        ModelLetter first = state.rows().get(batch.getFirst());
        boolean mayBeOut = task == WorkerTask.GIVE_UP ? first.mayBeOut() : first.isReplay();
        RetryMode retryMode = task == WorkerTask.RECOVER || mayBeOut
                ? RetryMode.SAME_BATCH
                : first.key() > 0 ? RetryMode.ALONE : RetryMode.ANY_BATCH;
        ModelWorker memory = new ModelWorker(
                WorkerPhase.READ, task, List.copyOf(batch), attempts, first.key(), retryMode, List.of());
        next.accept(worker + " reads " + batch + " to " + task, state.withWorker(worker, memory));
    }

    private ModelState skipped(ModelState state, List<Integer> letters) {
        ModelState after = state;
        for (int letter : letters) {
            LetterState letterState = isDuplicate(state, letter) ? LetterState.TAKEN_OUT : LetterState.SKIPPED;
            after = after.withRow(letter, state.rows().get(letter).withState(letterState));
        }
        return after;
    }

    private static ModelState expandedToRows(ModelState state, List<Integer> letters) {
        ModelState after = state;
        for (int letter : letters) {
            after = after.withRow(letter, state.rows().get(letter).withState(LetterState.HANDED_OVER));
        }
        return after;
    }

    /**
     * Letters in that state in the chunk that the worker holds. The second letter of the same user is in the other
     * worker's chunk.
     */
    private List<Integer> held(ModelState state, int worker, LetterState letterState) {
        return IntStream.range(0, state.rows().size())
                .filter(letter -> (state.holder() == worker) != (rules.oneUser() && letter == 1))
                .filter(letter -> state.rows().get(letter).state() == letterState)
                .boxed()
                .toList();
    }

    /** Whether the letter's user has another stored or settled letter. The letter is then taken out of its chunk. */
    private boolean isDuplicate(ModelState state, int letter) {
        LetterState other = state.rows().get(1 - letter).state();
        return rules.oneUser()
                && rules.keep(ProtocolRule.ONE_LETTER_PER_USER)
                && other != LetterState.PLANNED
                && other != LetterState.TAKEN_OUT;
    }

    private static List<Integer> ofOneKey(ModelState state, List<Integer> letters) {
        int key = letters.stream()
                .mapToInt(letter -> state.rows().get(letter).key())
                .max()
                .orElse(0);
        List<Integer> ofKey = letters.stream()
                .filter(letter -> state.rows().get(letter).key() == key)
                .toList();
        boolean mayBeOut = state.rows().get(ofKey.getFirst()).mayBeOut();
        return ofKey.stream()
                .filter(letter -> state.rows().get(letter).mayBeOut() == mayBeOut)
                .toList();
    }

    private void claim(ModelState state, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = state.workers().get(worker);
        if (memory.task() == WorkerTask.GIVE_UP) {
            next.accept(worker + " gives up " + memory.letters(), givenUp(state, worker));
            return;
        }
        if (memory.task() == WorkerTask.COMPOSE) {
            next.accept(worker + " stores as owed " + memory.letters(), composed(state, worker));
        }
        if (memory.task() == WorkerTask.RECOVER && !rules.keyed() && rules.keep(ProtocolRule.UNKNOWN_WITHOUT_KEY)) {
            ModelState after = state;
            for (int i = 0; i < memory.letters().size(); i++) {
                after = settle(after, memory.letters().get(i), memory.attempts().get(i), LetterState.UNKNOWN);
            }
            next.accept(worker + " settles as unknown " + memory.letters(), after.withWorker(worker, ModelWorker.IDLE));
        } else if (rules.keep(ProtocolRule.INTENT_FIRST)) {
            if (Collections.max(memory.attempts()) < MOST_ATTEMPTS) {
                next.accept(worker + " claims " + memory.letters(), claimed(state, worker));
            }
        } else {
            next.accept(worker + " is ready", state.withWorker(worker, memory.ready(memory.attempts(), memory.key())));
        }
    }

    /** All letters or none, in one commit. */
    private ModelState composed(ModelState state, int worker) {
        ModelWorker memory = state.workers().get(worker);
        ModelState after = state;
        for (int letter : memory.letters()) {
            if (!mayCompose(state.rows().get(letter))) {
                return state.withWorker(worker, ModelWorker.IDLE);
            }
            if (isDuplicate(state, letter)) {
                return takenOut(state, worker, letter);
            }
            after = after.withRow(letter, ModelLetter.PLANNED.withState(LetterState.OWED));
        }
        return after.withWorker(worker, ModelWorker.IDLE);
    }

    private static ModelState takenOut(ModelState state, int worker, int letter) {
        return state.withRow(letter, ModelLetter.PLANNED.withState(LetterState.TAKEN_OUT))
                .withWorker(worker, ModelWorker.IDLE);
    }

    private ModelState givenUp(ModelState state, int worker) {
        ModelWorker memory = state.workers().get(worker);
        ModelState after = state;
        for (int i = 0; i < memory.letters().size(); i++) {
            int letter = memory.letters().get(i);
            int attempt = memory.attempts().get(i);
            ModelLetter row = state.rows().get(letter);
            if (memory.retryMode() == RetryMode.SAME_BATCH && rules.keep(ProtocolRule.SKIPPED_ONLY_IF_NOT_OUT)) {
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

    /** The whole batch or nothing, in one statement. */
    private ModelState claimed(ModelState state, int worker) {
        ModelWorker memory = state.workers().get(worker);
        boolean fresh = memory.key() == 0;
        int key = fresh || !rules.keep(ProtocolRule.SAME_KEY) ? state.nextKey() : memory.key();
        ModelState after = key == state.nextKey() ? state.withKeyUsed() : state;
        List<Integer> attempts = new ArrayList<>();
        for (int i = 0; i < memory.letters().size(); i++) {
            int letter = memory.letters().get(i);
            ModelLetter row = state.rows().get(letter);
            if (!mayClaim(row, memory, i)) {
                return state.withWorker(worker, ModelWorker.IDLE);
            }
            if (memory.task() == WorkerTask.COMPOSE && isDuplicate(state, letter)) {
                return takenOut(state, worker, letter);
            }
            attempts.add(row.attempt() + 1);
            LetterState letterState =
                    memory.task() == WorkerTask.COMPOSE ? LetterState.IN_BATCH : LetterState.HANDED_OVER;
            int run = rules.journal() ? state.runs().get(worker) : 0;
            after = after.withRow(letter, row.claimed(letterState, key, run));
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
                && (row.key() == memory.key() || row.key() == 0);
        return asRead || !rules.keep(ProtocolRule.CLAIMED_ONCE);
    }

    private ModelState settle(ModelState state, int worker) {
        ModelWorker memory = state.workers().get(worker);
        List<Integer> inBatch = memory.letters().stream()
                .filter(letter -> state.rows().get(letter).state() == LetterState.IN_BATCH)
                .toList();
        boolean allSent = memory.answers().stream().allMatch(answer -> answer == ProviderAnswer.ACCEPTED);
        if (!inBatch.isEmpty() && !allSent && !rules.keep(ProtocolRule.EXPANDED_TO_ROWS)) {
            return state.withWorker(worker, ModelWorker.IDLE);
        }
        ModelState after = expandedToRows(state, inBatch);
        for (int i = 0; i < memory.letters().size(); i++) {
            after = learn(after, memory, i);
        }
        return after.withWorker(worker, ModelWorker.IDLE);
    }

    private ModelState learn(ModelState state, ModelWorker memory, int index) {
        int letter = memory.letters().get(index);
        int attempt = memory.attempts().get(index);
        return switch (memory.answers().get(index)) {
            case ACCEPTED -> settle(state, letter, state.rows().get(letter).attempt(), LetterState.SENT);
            case REJECTED ->
                settle(state, letter, attempt, rules.refused(state.rows().get(letter)));
            case DEFERRED ->
                rules.keyed() && memory.retryMode() != RetryMode.ANY_BATCH
                        ? defer(state, letter, attempt, memory.key(), memory.retryMode() == RetryMode.SAME_BATCH)
                        : defer(state, letter, attempt, 0, false);
            case BATCH_REFUSED ->
                rules.keep(ProtocolRule.ALONE_WHEN_REFUSED)
                        ? defer(state.withKeyUsed(), letter, attempt, state.nextKey(), false)
                        : defer(state, letter, attempt, memory.key(), false);
            case UNANSWERED ->
                rules.keyed()
                        ? defer(state, letter, attempt, memory.key(), true)
                        : defer(state, letter, attempt, 0, false);
            case LOST ->
                rules.keyed()
                        ? defer(state, letter, attempt, memory.key(), true)
                        : settle(state, letter, attempt, LetterState.UNKNOWN);
        };
    }

    private ModelState settle(ModelState state, int letter, int attempt, LetterState letterState) {
        ModelLetter row = state.rows().get(letter);
        boolean corrected = row.state() == LetterState.UNKNOWN && letterState == LetterState.SENT;
        boolean isKnown = letterState == LetterState.UNKNOWN
                && row.state() == LetterState.OWED
                && !row.mayBeOut()
                && rules.keep(ProtocolRule.UNKNOWN_ONLY_IF_POSSIBLE);
        return (row.state().settled() && !corrected) || stale(row, attempt) || isKnown
                ? state
                : state.withRow(letter, row.withState(letterState));
    }

    private ModelState defer(ModelState state, int letter, int attempt, int key, boolean mayBeOut) {
        ModelLetter row = state.rows().get(letter);
        return row.state() != LetterState.HANDED_OVER || stale(row, attempt)
                ? state
                : state.withRow(letter, row.owed(key, mayBeOut));
    }

    private boolean stale(ModelLetter row, int attempt) {
        return rules.keep(ProtocolRule.FENCED) && row.attempt() != attempt;
    }
}
