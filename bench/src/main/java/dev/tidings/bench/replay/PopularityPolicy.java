package dev.tidings.bench.replay;

import java.util.List;
import java.util.SplittableRandom;

/** Picks the items that were taken most often from its letters so far. Ties are random. */
final class PopularityPolicy implements Policy {
    private final ReplayEnvironment environment;
    private final SplittableRandom random;
    private final float[] taken;
    private int[] live = {};

    PopularityPolicy(ReplayEnvironment environment, long seed) {
        this.environment = environment;
        random = new SplittableRandom(seed);
        taken = new float[environment.items().size()];
    }

    @Override
    public void startWeek(int week) {
        live = environment.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader observed, int week) {
        float[] scores = new float[taken.length];
        for (int item : live) {
            scores[item] = taken[item] + (float) random.nextDouble();
        }
        return TopItems.select(live, scores, observed);
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> feedback) {
        for (SimulatedFeedback entry : feedback) {
            taken[entry.item()] += entry.taken() ? 1 : 0;
        }
    }
}
