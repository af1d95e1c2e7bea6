package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Policy.ObservedReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** Scores a policy's picks. */
final class PolicyScorer {
    private static final int LETTER_SIZE = 5;
    private static final int FIRST_WEEKS = 4;
    private static final int LAST_WEEKS = 8;

    private final ReplayEnvironment environment;
    private final ToDoubleBiFunction<Integer, Integer> similarity;
    private final Mean precision = new Mean();
    private final Mean gain = new Mean();
    private final Mean first = new Mean();
    private final Mean last = new Mean();
    private final Mean cold = new Mean();
    private final Mean diversity = new Mean();
    private final List<Mean> weekly;
    private final Set<Integer> picked = new HashSet<>();
    private long hits;
    private int violations;

    /** A running mean. */
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

    PolicyScorer(ReplayEnvironment environment, ToDoubleBiFunction<Integer, Integer> similarity) {
        this.environment = environment;
        this.similarity = similarity;
        weekly = Stream.generate(Mean::new).limit(environment.weeks()).toList();
    }

    void add(ObservedReader observed, int week, List<Integer> letter) {
        ReplayEnvironment.ReplayReader reader = observed.reader();
        double taken = 0;
        double discounted = 0;
        for (int position = 0; position < letter.size(); position++) {
            int item = letter.get(position);
            boolean repeated =
                    letter.indexOf(item) < position || observed.shown().contains(item);
            if (repeated
                    || reader.known().contains(item)
                    || !environment.isLive(environment.items().get(item), week)) {
                violations++;
            } else if (reader.heldOut().contains(item)) {
                taken++;
                discounted += discount(position);
            }
        }
        if (letter.size() > LETTER_SIZE) {
            violations += letter.size() - LETTER_SIZE;
        }
        hits += (long) taken;
        picked.addAll(letter);
        addShares(reader, week, taken / LETTER_SIZE);
        addGain(observed, week, discounted);
        addDiversity(letter);
    }

    private void addShares(ReplayEnvironment.ReplayReader reader, int week, double share) {
        precision.add(share);
        weekly.get(week).add(share);
        if (week < FIRST_WEEKS) {
            first.add(share);
        }
        if (week >= environment.weeks() - LAST_WEEKS) {
            last.add(share);
        }
        if (reader.firstWeek() > 0 && week < reader.firstWeek() + FIRST_WEEKS) {
            cold.add(share);
        }
    }

    private void addGain(ObservedReader observed, int week, double discounted) {
        long possible = observed.reader().heldOut().stream()
                .filter(item -> !observed.shown().contains(item)
                        && environment.isLive(environment.items().get(item), week))
                .count();
        double best = 0;
        for (int position = 0; position < Math.min(LETTER_SIZE, possible); position++) {
            best += discount(position);
        }
        if (best > 0) {
            gain.add(discounted / best);
        }
    }

    private static double discount(int position) {
        return Math.log(2) / Math.log(position + 2.0);
    }

    private void addDiversity(List<Integer> letter) {
        Mean similarities = new Mean();
        for (int i = 0; i < letter.size(); i++) {
            for (int j = 0; j < i; j++) {
                similarities.add(similarity.applyAsDouble(letter.get(i), letter.get(j)));
            }
        }
        if (letter.size() > 1) {
            diversity.add(1 - similarities.value());
        }
    }

    PolicyScore score(int diverged, double seconds) {
        long relevant = environment.readers().stream()
                .mapToLong(reader -> environment.reachable(reader).size())
                .sum();
        long everLive = environment.items().stream().filter(this::isEverLive).count();
        return new PolicyScore(
                PolicyScore.rounded(hits / (double) Math.max(1, relevant)),
                PolicyScore.rounded(precision.value()),
                PolicyScore.rounded(gain.value()),
                PolicyScore.rounded(first.value()),
                PolicyScore.rounded(last.value()),
                PolicyScore.rounded(cold.value()),
                PolicyScore.rounded(diversity.value()),
                PolicyScore.rounded(picked.size() / (double) Math.max(1, everLive)),
                violations,
                diverged,
                weekly.stream().map(week -> PolicyScore.rounded(week.value())).toList(),
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
