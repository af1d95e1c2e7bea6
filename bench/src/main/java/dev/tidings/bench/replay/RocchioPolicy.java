package dev.tidings.bench.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks what is most like a reader's query, which moves towards what was taken and away from what was passed over
 * (Rocchio, 1971).
 */
final class RocchioPolicy implements Policy {
    private static final float DECLARED = 1f;
    private static final float TAKEN = 1.5f;
    private static final float NOT_TAKEN = 0.25f;

    private final ReplayEnvironment environment;
    private final Bm25Index index;
    private final Map<Integer, List<Integer>> taken = new HashMap<>();
    private final Map<Integer, List<Integer>> notTaken = new HashMap<>();
    private int[] live = {};

    RocchioPolicy(ReplayEnvironment world, boolean splitting) {
        this.environment = world;
        index = new Bm25Index(world, splitting);
    }

    @Override
    public void startWeek(int week) {
        live = environment.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader visitor, int week) {
        float[] query = declared(visitor);
        move(query, TAKEN, taken.getOrDefault(visitor.number(), List.of()));
        move(query, -NOT_TAKEN, notTaken.getOrDefault(visitor.number(), List.of()));
        float[] scores = new float[environment.items().size()];
        for (int term = 0; term < query.length; term++) {
            if (query[term] != 0) {
                index.score(term, query[term], scores);
            }
        }
        for (int item : live) {
            scores[item] /= index.norm(item);
        }
        return TopItems.select(live, scores, visitor);
    }

    private float[] declared(ObservedReader visitor) {
        float[] query = new float[index.vocabulary()];
        float squares = 0;
        for (int term : index.query(visitor.reader().tags())) {
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
    public void learn(int week, List<SimulatedFeedback> answers) {
        for (SimulatedFeedback answer : answers) {
            if (answer.taken()) {
                taken.computeIfAbsent(answer.reader().number(), n -> new ArrayList<>())
                        .add(answer.item());
            } else if (answer.seen()) {
                notTaken.computeIfAbsent(answer.reader().number(), n -> new ArrayList<>())
                        .add(answer.item());
            }
        }
    }
}
