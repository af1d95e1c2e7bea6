package dev.tidings.bench.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks what is most like a reader's query, which moves towards what was taken and away from what was passed over (Rocchio,
 * 1971).
 */
final class RocchioPolicy implements Policy {
    private static final float DECLARED = 1f;
    private static final float TAKEN = 1.5f;
    private static final float PASSED = 0.25f;

    private final World world;
    private final TermIndex index;
    private final Map<Integer, List<Integer>> taken = new HashMap<>();
    private final Map<Integer, List<Integer>> passed = new HashMap<>();
    private int[] live = {};

    RocchioPolicy(World world, boolean splitting) {
        this.world = world;
        index = new TermIndex(world, splitting);
    }

    @Override
    public void begin(int week) {
        live = world.live(week);
    }

    @Override
    public List<Integer> pick(Visitor visitor, int week) {
        float[] query = declared(visitor);
        move(query, TAKEN, taken.getOrDefault(visitor.number(), List.of()));
        move(query, -PASSED, passed.getOrDefault(visitor.number(), List.of()));
        float[] scores = new float[world.items().size()];
        for (int term = 0; term < query.length; term++) {
            if (query[term] != 0) {
                index.score(term, query[term], scores);
            }
        }
        for (int item : live) {
            scores[item] /= index.norm(item);
        }
        return Ranking.best(live, scores, visitor);
    }

    private float[] declared(Visitor visitor) {
        float[] query = new float[index.vocabulary()];
        float squares = 0;
        for (int term : index.query(visitor.person().tags())) {
            query[term] = index.idf(term);
            squares += query[term] * query[term];
        }
        float scale = squares == 0 ? 0 : DECLARED / (float) Math.sqrt(squares);
        for (int term = 0; term < query.length; term++) {
            query[term] *= scale;
        }
        return query;
    }

    private void move(float[] query, float weight, List<Integer> items) {
        for (int item : items) {
            index.addVector(item, weight / items.size(), query);
        }
    }

    @Override
    public void learn(int week, List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.taken()) {
                taken.computeIfAbsent(answer.visitor().number(), n -> new ArrayList<>())
                        .add(answer.item());
            } else if (answer.seen()) {
                passed.computeIfAbsent(answer.visitor().number(), n -> new ArrayList<>())
                        .add(answer.item());
            }
        }
    }
}
