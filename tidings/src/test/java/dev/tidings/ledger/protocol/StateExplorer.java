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

/** Walks through every world that can come about, in the order of the fewest steps, and looks for a broken promise. */
final class StateExplorer {
    private final ProtocolRules rules;
    private final ProtocolModel protocol;
    private final Map<ModelState, Transition> arrivals = new HashMap<>();
    private final Map<ModelState, List<ModelState>> comesFrom = new HashMap<>();
    private final Set<String> moves = new TreeSet<>();

    StateExplorer(ProtocolRules rules) {
        this.rules = rules;
        this.protocol = new ProtocolModel(rules);
    }

    private record Transition(@Nullable ModelState from, String step) {}

    /**
     * What was found.
     *
     * @param broken what promise is broken, and the steps that lead there; empty if none is
     * @param moves of letters from place to place, as {@code OWED --> SENT}
     */
    record ExplorationResult(int states, List<String> broken, Set<String> moves) {}

    ExplorationResult explore(ModelState start) {
        arrivals.put(start, new Transition(null, "start"));
        Deque<ModelState> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            ModelState world = ahead.remove();
            String broken = broken(world);
            if (broken != null) {
                return new ExplorationResult(arrivals.size(), trace(broken, world), moves);
            }
            protocol.steps(world, (step, next) -> {
                note(world, next);
                comesFrom.computeIfAbsent(next, any -> new ArrayList<>()).add(world);
                if (arrivals.putIfAbsent(next, new Transition(world, step)) == null) {
                    ahead.add(next);
                }
            });
        }
        ModelState stuck = stuck();
        return new ExplorationResult(
                arrivals.size(), stuck == null ? List.of() : trace("a letter can never be settled", stuck), moves);
    }

    private @Nullable String broken(ModelState world) {
        if (rules.oneUser()
                && world.copies().stream().mapToInt(copies -> copies).sum() > 1) {
            return "a user was sent two letters";
        }
        long unknown = world.rows().stream()
                .filter(row -> row.state() == LetterState.UNKNOWN)
                .count();
        if (rules.journal() && !rules.oneUser() && world.isQuiet() && unknown > world.mayBeUnknown()) {
            return unknown + " letters are unknown, and " + world.mayBeUnknown() + " had to be";
        }
        for (int letter = 0; letter < world.rows().size(); letter++) {
            int copies = world.copies().get(letter);
            LetterState place = world.rows().get(letter).state();
            if (copies > 1) {
                return "letter " + letter + " was sent twice";
            }
            if (place == LetterState.SENT && copies == 0) {
                return "letter " + letter + " is told as sent and was not";
            }
            if (place == LetterState.ERROR && copies == 1) {
                return "letter " + letter + " is told as refused and was sent";
            }
            if (place == LetterState.SKIPPED && copies == 1) {
                return "letter " + letter + " is told as skipped and was sent";
            }
        }
        return null;
    }

    private void note(ModelState world, ModelState next) {
        for (int letter = 0; letter < world.rows().size(); letter++) {
            LetterState from = world.rows().get(letter).state();
            LetterState to = next.rows().get(letter).state();
            if (from != to) {
                moves.add(from + " --> " + to);
            }
        }
    }

    /** A world from which no way leads to one where every letter is settled. */
    private @Nullable ModelState stuck() {
        Set<ModelState> good = new HashSet<>();
        Deque<ModelState> ahead = new ArrayDeque<>();
        arrivals.keySet().stream().filter(ModelState::settled).forEach(ahead::add);
        while (!ahead.isEmpty()) {
            ModelState world = ahead.remove();
            if (good.add(world)) {
                ahead.addAll(comesFrom.getOrDefault(world, List.of()));
            }
        }
        return arrivals.keySet().stream()
                .filter(world -> !good.contains(world))
                .findFirst()
                .orElse(null);
    }

    private List<String> trace(String end, ModelState world) {
        List<String> story = new ArrayList<>(List.of(end));
        for (ModelState at = world; at != null; at = arrivals.get(at).from()) {
            story.add(arrivals.get(at).step());
        }
        Collections.reverse(story);
        return story;
    }
}
