package dev.tidings.delivery.protocol;

import dev.tidings.delivery.protocol.World.Place;
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
final class Explorer {
    private final Protocol protocol;
    private final Map<World, Arrival> arrivals = new HashMap<>();
    private final Map<World, List<World>> comesFrom = new HashMap<>();
    private final Set<String> moves = new TreeSet<>();

    Explorer(Rules rules) {
        this.protocol = new Protocol(rules);
    }

    private record Arrival(@Nullable World from, String step) {}

    /**
     * What was found.
     *
     * @param broken what promise is broken, and the steps that lead there; empty if none is
     * @param moves of letters from place to place, as {@code OWED --> SENT}
     */
    record Finding(int worlds, List<String> broken, Set<String> moves) {}

    Finding explore(World start) {
        arrivals.put(start, new Arrival(null, "start"));
        Deque<World> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            World world = ahead.remove();
            String broken = broken(world);
            if (broken != null) {
                return new Finding(arrivals.size(), story(broken, world), moves);
            }
            protocol.steps(world, (step, next) -> {
                note(world, next);
                comesFrom.computeIfAbsent(next, any -> new ArrayList<>()).add(world);
                if (arrivals.putIfAbsent(next, new Arrival(world, step)) == null) {
                    ahead.add(next);
                }
            });
        }
        World stuck = stuck();
        return new Finding(
                arrivals.size(), stuck == null ? List.of() : story("a letter can never be settled", stuck), moves);
    }

    private static @Nullable String broken(World world) {
        for (int letter = 0; letter < world.rows().size(); letter++) {
            int copies = world.copies().get(letter);
            Place place = world.rows().get(letter).place();
            if (copies > 1) {
                return "letter " + letter + " was sent twice";
            }
            if (place == Place.SENT && copies == 0) {
                return "letter " + letter + " is told as sent and was not";
            }
            if (place == Place.ERROR && copies == 1) {
                return "letter " + letter + " is told as refused and was sent";
            }
            if (place == Place.SKIPPED && copies == 1) {
                return "letter " + letter + " is told as skipped and was sent";
            }
        }
        return null;
    }

    private void note(World world, World next) {
        for (int letter = 0; letter < world.rows().size(); letter++) {
            Place from = world.rows().get(letter).place();
            Place to = next.rows().get(letter).place();
            if (from != to) {
                moves.add(from + " --> " + to);
            }
        }
    }

    /** A world from which no way leads to one where every letter is settled. */
    private @Nullable World stuck() {
        Set<World> good = new HashSet<>();
        Deque<World> ahead = new ArrayDeque<>();
        arrivals.keySet().stream().filter(World::settled).forEach(ahead::add);
        while (!ahead.isEmpty()) {
            World world = ahead.remove();
            if (good.add(world)) {
                ahead.addAll(comesFrom.getOrDefault(world, List.of()));
            }
        }
        return arrivals.keySet().stream()
                .filter(world -> !good.contains(world))
                .findFirst()
                .orElse(null);
    }

    private List<String> story(String end, World world) {
        List<String> story = new ArrayList<>(List.of(end));
        for (World at = world; at != null; at = arrivals.get(at).from()) {
            story.add(arrivals.get(at).step());
        }
        Collections.reverse(story);
        return story;
    }
}
