package dev.tidings.bench.replay;

import java.util.List;
import java.util.SplittableRandom;

/** Picks what was taken most often so far, of its own letters; of equals any. */
final class PopularityPolicy implements Policy {
    private final ReplayEnvironment world;
    private final SplittableRandom random;
    private final float[] taken;
    private int[] live = {};

    PopularityPolicy(ReplayEnvironment world, long seed) {
        this.world = world;
        random = new SplittableRandom(seed);
        taken = new float[world.items().size()];
    }

    @Override
    public void startWeek(int week) {
        live = world.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader visitor, int week) {
        float[] scores = new float[taken.length];
        for (int item : live) {
            scores[item] = taken[item] + (float) random.nextDouble();
        }
        return TopItems.select(live, scores, visitor);
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> answers) {
        for (SimulatedFeedback answer : answers) {
            taken[answer.item()] += answer.taken() ? 1 : 0;
        }
    }
}
