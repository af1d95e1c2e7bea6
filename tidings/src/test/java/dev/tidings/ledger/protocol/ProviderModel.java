package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelWorker.ProviderAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Steps of a hand-over: each combination of answers that the provider may give to a batch. */
final class ProviderModel {
    private final ProtocolRules rules;

    ProviderModel(ProtocolRules rules) {
        this.rules = rules;
    }

    /**
     * The batch reaches the provider or does not. With a key, all letters get the same answer; without one, each gets
     * its own.
     */
    void handOver(ModelState state, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = state.workers().get(worker);
        int letters = memory.letters().size();
        if (rules.keyed()) {
            for (ProviderAnswer answer : ProviderAnswer.values()) {
                if (letters > 1 || answer != ProviderAnswer.BATCH_REFUSED) {
                    exchange(state, worker, Collections.nCopies(letters, answer), next);
                }
            }
        } else {
            combinations(letters).forEach(answers -> exchange(state, worker, answers, next));
        }
    }

    private static List<List<ProviderAnswer>> combinations(int letters) {
        List<List<ProviderAnswer>> combinations = List.of(List.of());
        for (int i = 0; i < letters; i++) {
            List<List<ProviderAnswer>> longer = new ArrayList<>();
            for (List<ProviderAnswer> shorter : combinations) {
                for (ProviderAnswer answer : ProviderAnswer.toOneLetter()) {
                    List<ProviderAnswer> more = new ArrayList<>(shorter);
                    more.add(answer);
                    longer.add(List.copyOf(more));
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private void exchange(
            ModelState state, int worker, List<ProviderAnswer> answers, BiConsumer<String, ModelState> next) {
        ModelWorker memory = state.workers().get(worker);
        boolean trouble = answers.stream().anyMatch(ProviderAnswer::isTrouble);
        if (trouble && state.faults() == 0) {
            return;
        }
        ModelState after = trouble ? state.withFault() : state;
        List<ProviderAnswer> received = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            int letter = memory.letters().get(i);
            ProviderAnswer answer = answers.get(i);
            if (rules.keyed() && isInconsistent(answer, state, letter, memory.key())) {
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
            received.add(answer);
        }
        next.accept(
                worker + " hands over " + memory.letters() + ": " + received,
                after.withWorker(worker, memory.answered(received)));
    }

    /** Whether the answer contradicts what the provider answered before under the same key. A lost answer does not. */
    private static boolean isInconsistent(ProviderAnswer answer, ModelState state, int letter, int key) {
        Set<Integer> verdicts = state.verdicts().get(letter);
        boolean refused = state.refused().contains(key);
        return switch (answer) {
            case ACCEPTED -> verdicts.contains(-key) || refused;
            case REJECTED -> verdicts.contains(key) || refused;
            case DEFERRED -> state.isDecided(letter, key) || refused;
            case BATCH_REFUSED -> state.isDecided(letter, key);
            case UNANSWERED, LOST -> false;
        };
    }
}
