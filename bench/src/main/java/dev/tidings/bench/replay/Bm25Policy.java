package dev.tidings.bench.replay;

import java.util.List;

/** Picks what answers the declared tags best, and never learns. */
final class Bm25Policy implements Policy {
    private final ReplayEnvironment world;
    private final Bm25Index index;
    private int[] live = {};

    Bm25Policy(ReplayEnvironment world, boolean splitting) {
        this.world = world;
        index = new Bm25Index(world, splitting);
    }

    @Override
    public void startWeek(int week) {
        live = world.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader visitor, int week) {
        float[] scores = new float[world.items().size()];
        for (int term : index.query(visitor.reader().tags())) {
            index.score(term, 1, scores);
        }
        return TopItems.select(live, scores, visitor);
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> answers) {}
}
