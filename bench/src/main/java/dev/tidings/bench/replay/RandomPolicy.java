package dev.tidings.bench.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Picks anything. */
final class RandomPolicy implements Policy {
    private final ReplayEnvironment world;
    private final SplittableRandom random;
    private int[] live = {};

    RandomPolicy(ReplayEnvironment world, long seed) {
        this.world = world;
        random = new SplittableRandom(seed);
    }

    @Override
    public void startWeek(int week) {
        live = world.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader visitor, int week) {
        Set<Integer> letter = new LinkedHashSet<>();
        for (int tries = 0; tries < live.length && letter.size() < TopItems.LETTER_SIZE; tries++) {
            int item = live[random.nextInt(live.length)];
            if (TopItems.isNew(visitor, item)) {
                letter.add(item);
            }
        }
        return List.copyOf(letter);
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> answers) {}
}
