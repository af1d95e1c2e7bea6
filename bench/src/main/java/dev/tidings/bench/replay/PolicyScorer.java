package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.ObservedReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/** Scores a policy's picks. */
final class PolicyScorer {
    private static final int LETTER_SIZE = 5;
    private static final int FIRST = 4;
    private static final int LAST = 8;

    private final ReplayEnvironment environment;
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

    PolicyScorer(ReplayEnvironment world, ToDoubleBiFunction<Integer, Integer> likeness) {
        this.environment = world;
        this.likeness = likeness;
    }

    void add(ObservedReader visitor, int week, List<Integer> letter) {
        ReplayEnvironment.ReplayReader person = visitor.reader();
        double taken = 0;
        double discounted = 0;
        for (int place = 0; place < letter.size(); place++) {
            int item = letter.get(place);
            boolean repeated = letter.indexOf(item) < place || visitor.shown().contains(item);
            if (repeated
                    || person.known().contains(item)
                    || !environment.isLive(environment.items().get(item), week)) {
                violations++;
            } else if (person.heldOut().contains(item)) {
                taken++;
                discounted += discount(place);
            }
        }
        if (letter.size() > LETTER_SIZE) {
            violations += letter.size() - LETTER_SIZE;
        }
        hits += (long) taken;
        picked.addAll(letter);
        addShares(person, week, taken / LETTER_SIZE);
        addGain(visitor, week, discounted);
        addDifferences(letter);
    }

    private void addShares(ReplayEnvironment.ReplayReader person, int week, double share) {
        precision.add(share);
        if (week < FIRST) {
            first.add(share);
        }
        if (week >= environment.weeks() - LAST) {
            last.add(share);
        }
        if (person.firstWeek() > 0 && week < person.firstWeek() + FIRST) {
            cold.add(share);
        }
    }

    private void addGain(ObservedReader visitor, int week, double discounted) {
        long possible = visitor.reader().heldOut().stream()
                .filter(item -> !visitor.shown().contains(item)
                        && environment.isLive(environment.items().get(item), week))
                .count();
        double best = 0;
        for (int place = 0; place < Math.min(LETTER_SIZE, possible); place++) {
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

    PolicyScore score(int diverged, double seconds) {
        long relevant = environment.readers().stream()
                .mapToLong(person -> environment.reachable(person).size())
                .sum();
        long ever = environment.items().stream().filter(this::isEverLive).count();
        return new PolicyScore(
                PolicyScore.rounded(hits / (double) Math.max(1, relevant)),
                PolicyScore.rounded(precision.value()),
                PolicyScore.rounded(gain.value()),
                PolicyScore.rounded(first.value()),
                PolicyScore.rounded(last.value()),
                PolicyScore.rounded(cold.value()),
                PolicyScore.rounded(difference.value()),
                PolicyScore.rounded(picked.size() / (double) Math.max(1, ever)),
                violations,
                diverged,
                PolicyScore.rounded(seconds));
    }

    private boolean isEverLive(ReplayEnvironment.ReplayItem item) {
        for (int week = 0; week < environment.weeks(); week++) {
            if (environment.isLive(item, week)) {
                return true;
            }
        }
        return false;
    }
}
