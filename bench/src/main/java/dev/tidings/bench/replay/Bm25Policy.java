package dev.tidings.bench.replay;

import java.util.List;

/** Picks the items with the best BM25 score for the declared tags. It does not learn. */
final class Bm25Policy implements Policy {
    private final ReplayEnvironment environment;
    private final Bm25Index index;
    private int[] live = {};

    Bm25Policy(ReplayEnvironment environment, boolean splitting) {
        this.environment = environment;
        index = new Bm25Index(environment, splitting);
    }

    @Override
    public void startWeek(int week) {
        live = environment.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader observed, int week) {
        float[] scores = new float[environment.items().size()];
        for (int term : index.query(observed.reader().tags())) {
            index.score(term, 1, scores);
        }
        return TopItems.select(live, scores, observed);
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> feedback) {}
}
