package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.Visitor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/** Counts what a policy's letters were worth. */
final class Scorer {
    private static final int PLACES = 5;
    private static final int FIRST = 4;
    private static final int LAST = 8;

    private final World world;
    private final ToDoubleBiFunction<Integer, Integer> likeness;
    private final Mean precision = new Mean();
    private final Mean gain = new Mean();
    private final Mean first = new Mean();
    private final Mean last = new Mean();
    private final Mean cold = new Mean();
    private final Mean difference = new Mean();
    private final Set<Integer> picked = new HashSet<>();
    private long hits;
    private int violations;

    /** A mean of what is added to it. */
    private static final class Mean {
        private double sum;
        private long count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return count == 0 ? 0 : sum / count;
        }
    }

    Scorer(World world, ToDoubleBiFunction<Integer, Integer> likeness) {
        this.world = world;
        this.likeness = likeness;
    }

    void add(Visitor visitor, int week, List<Integer> letter) {
        World.Person person = visitor.person();
        double taken = 0;
        double discounted = 0;
        for (int place = 0; place < letter.size(); place++) {
            int item = letter.get(place);
            boolean repeated = letter.indexOf(item) < place || visitor.shown().contains(item);
            if (repeated
                    || person.given().contains(item)
                    || !world.isLive(world.items().get(item), week)) {
                violations++;
            } else if (person.hidden().contains(item)) {
                taken++;
                discounted += discount(place);
            }
        }
        if (letter.size() > PLACES) {
            violations += letter.size() - PLACES;
        }
        hits += (long) taken;
        picked.addAll(letter);
        addShares(person, week, taken / PLACES);
        addGain(visitor, week, discounted);
        addDifferences(letter);
    }

    private void addShares(World.Person person, int week, double share) {
        precision.add(share);
        if (week < FIRST) {
            first.add(share);
        }
        if (week >= world.weeks() - LAST) {
            last.add(share);
        }
        if (person.joined() > 0 && week < person.joined() + FIRST) {
            cold.add(share);
        }
    }

    private void addGain(Visitor visitor, int week, double discounted) {
        long possible = visitor.person().hidden().stream()
                .filter(item -> !visitor.shown().contains(item)
                        && world.isLive(world.items().get(item), week))
                .count();
        double best = 0;
        for (int place = 0; place < Math.min(PLACES, possible); place++) {
            best += discount(place);
        }
        if (best > 0) {
            gain.add(discounted / best);
        }
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2.0);
    }

    private void addDifferences(List<Integer> letter) {
        Mean alike = new Mean();
        for (int i = 0; i < letter.size(); i++) {
            for (int j = 0; j < i; j++) {
                alike.add(likeness.applyAsDouble(letter.get(i), letter.get(j)));
            }
        }
        if (letter.size() > 1) {
            difference.add(1 - alike.value());
        }
    }

    Score score(int diverged, double seconds) {
        long relevant = world.people().stream()
                .mapToLong(person -> world.reachable(person).size())
                .sum();
        long ever = world.items().stream().filter(this::isEverLive).count();
        return new Score(
                Score.rounded(hits / (double) Math.max(1, relevant)),
                Score.rounded(precision.value()),
                Score.rounded(gain.value()),
                Score.rounded(first.value()),
                Score.rounded(last.value()),
                Score.rounded(cold.value()),
                Score.rounded(difference.value()),
                Score.rounded(picked.size() / (double) Math.max(1, ever)),
                violations,
                diverged,
                Score.rounded(seconds));
    }

    private boolean isEverLive(World.Item item) {
        for (int week = 0; week < world.weeks(); week++) {
            if (world.isLive(item, week)) {
                return true;
            }
        }
        return false;
    }
}
