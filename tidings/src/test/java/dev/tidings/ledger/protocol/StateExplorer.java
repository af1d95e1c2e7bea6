package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelState.LetterState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Explores every reachable state, breadth first, and looks for a broken rule. */
final class StateExplorer {
    private final ProtocolRules rules;
    private final ProtocolModel protocol;
    private final Map<ModelState, Transition> reachedBy = new HashMap<>();
    private final Map<ModelState, List<ModelState>> comesFrom = new HashMap<>();
    private final Set<String> transitions = new TreeSet<>();

    StateExplorer(ProtocolRules rules) {
        this.rules = rules;
        this.protocol = new ProtocolModel(rules);
    }

    private record Transition(@Nullable ModelState from, String step) {}

    /**
     * The result of an exploration.
     *
     * @param broken the broken rule and the steps that lead there; empty if no rule is broken
     * @param transitions the letters' state transitions, such as {@code OWED --> SENT}
     */
    record ExplorationResult(int states, List<String> broken, Set<String> transitions) {}

    ExplorationResult explore(ModelState start) {
        reachedBy.put(start, new Transition(null, "start"));
        Deque<ModelState> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            ModelState state = queue.remove();
            String broken = broken(state);
            if (broken != null) {
                return new ExplorationResult(reachedBy.size(), trace(broken, state), transitions);
            }
            protocol.steps(state, (step, next) -> {
                recordTransitions(state, next);
                comesFrom.computeIfAbsent(next, key -> new ArrayList<>()).add(state);
                if (reachedBy.putIfAbsent(next, new Transition(state, step)) == null) {
                    queue.add(next);
                }
            });
        }
        ModelState stuck = stuck();
        return new ExplorationResult(
                reachedBy.size(),
                stuck == null ? List.of() : trace("a letter can never be settled", stuck),
                transitions);
    }

    private @Nullable String broken(ModelState state) {
        if (rules.oneUser() && sum(state.copies()) > 1 + sum(state.risked())) {
            return "a user was sent two letters";
        }
        long unknown = state.rows().stream()
                .filter(row -> row.state() == LetterState.UNKNOWN)
                .count();
        if (rules.journal() && !rules.oneUser() && state.isQuiet() && unknown > state.mayBeUnknown()) {
            return unknown + " letters are unknown, and " + state.mayBeUnknown() + " were allowed";
        }
        for (int letter = 0; letter < state.rows().size(); letter++) {
            int copies = state.copies().get(letter);
            LetterState letterState = state.rows().get(letter).state();
            if (copies > 1 + state.risked().get(letter)) {
                return "letter " + letter + " was sent twice";
            }
            if (letterState == LetterState.SENT && copies == 0) {
                return "letter " + letter + " is recorded as sent and was not sent";
            }
            if (letterState == LetterState.ERROR && copies > 0) {
                return "letter " + letter + " is recorded as refused and was sent";
            }
            if (letterState == LetterState.SKIPPED && copies > 0) {
                return "letter " + letter + " is recorded as skipped and was sent";
            }
        }
        return null;
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(count -> count).sum();
    }

    private void recordTransitions(ModelState state, ModelState next) {
        for (int letter = 0; letter < state.rows().size(); letter++) {
            LetterState from = state.rows().get(letter).state();
            LetterState to = next.rows().get(letter).state();
            if (from != to) {
                transitions.add(from + " --> " + to);
            }
        }
    }

    /** A state from which no state with every letter settled can be reached. */
    private @Nullable ModelState stuck() {
        Set<ModelState> settleable = new HashSet<>();
        Deque<ModelState> queue = new ArrayDeque<>();
        reachedBy.keySet().stream().filter(ModelState::settled).forEach(queue::add);
        while (!queue.isEmpty()) {
            ModelState state = queue.remove();
            if (settleable.add(state)) {
                queue.addAll(comesFrom.getOrDefault(state, List.of()));
            }
        }
        return reachedBy.keySet().stream()
                .filter(state -> !settleable.contains(state))
                .findFirst()
                .orElse(null);
    }

    private List<String> trace(String end, ModelState state) {
        List<String> story = new ArrayList<>(List.of(end));
        for (ModelState at = state; at != null; at = reachedBy.get(at).from()) {
            story.add(reachedBy.get(at).step());
        }
        Collections.reverse(story);
        return story;
    }
}
