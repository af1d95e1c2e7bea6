package dev.tidings.bench.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Picks random items. */
final class RandomPolicy implements Policy {
    private final ReplayEnvironment environment;
    private final SplittableRandom random;
    private int[] live = {};

    RandomPolicy(ReplayEnvironment environment, long seed) {
        this.environment = environment;
        random = new SplittableRandom(seed);
    }

    @Override
    public void startWeek(int week) {
        live = environment.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader observed, int week) {
        Set<Integer> letter = new LinkedHashSet<>();
        for (int attempts = 0; attempts < live.length && letter.size() < TopItems.LETTER_SIZE; attempts++) {
            int item = live[random.nextInt(live.length)];
            if (TopItems.isNew(observed, item)) {
                letter.add(item);
            }
        }
        return List.copyOf(letter);
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> feedback) {}
}
