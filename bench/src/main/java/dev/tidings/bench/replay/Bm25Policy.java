package dev.tidings.bench.replay;

import java.util.List;

/** Picks what answers the declared tags best, and never learns. */
final class Bm25Policy implements Policy {
    private final World world;
    private final TermIndex index;
    private int[] live = {};

    Bm25Policy(World world, boolean splitting) {
        this.world = world;
        index = new TermIndex(world, splitting);
    }

    @Override
    public void begin(int week) {
        live = world.live(week);
    }

    @Override
    public List<Integer> pick(Visitor visitor, int week) {
        float[] scores = new float[world.items().size()];
        for (int term : index.query(visitor.person().tags())) {
            index.score(term, 1, scores);
        }
        return Ranking.best(live, scores, visitor);
    }

    @Override
    public void learn(int week, List<Answer> answers) {}
}
