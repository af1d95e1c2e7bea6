package dev.tidings.bench.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the items most similar to the reader's query. Feedback moves the query towards taken items and away from items
 * that were not taken (Rocchio, 1971).
 */
final class RocchioPolicy implements Policy {
    private static final float DECLARED_WEIGHT = 1f;
    private static final float TAKEN_WEIGHT = 1.5f;
    private static final float NOT_TAKEN_WEIGHT = 0.25f;

    private final ReplayEnvironment environment;
    private final Bm25Index index;
    private final Map<Integer, List<Integer>> taken = new HashMap<>();
    private final Map<Integer, List<Integer>> notTaken = new HashMap<>();
    private int[] live = {};

    RocchioPolicy(ReplayEnvironment environment, boolean splitting) {
        this.environment = environment;
        index = new Bm25Index(environment, splitting);
    }

    @Override
    public void startWeek(int week) {
        live = environment.live(week);
    }

    @Override
    public List<Integer> pick(ObservedReader observed, int week) {
        float[] query = declared(observed);
        move(query, TAKEN_WEIGHT, taken.getOrDefault(observed.number(), List.of()));
        move(query, -NOT_TAKEN_WEIGHT, notTaken.getOrDefault(observed.number(), List.of()));
        float[] scores = new float[environment.items().size()];
        for (int term = 0; term < query.length; term++) {
            if (query[term] != 0) {
                index.score(term, query[term], scores);
            }
        }
        for (int item : live) {
            scores[item] /= index.norm(item);
        }
        return TopItems.select(live, scores, observed);
    }

    private float[] declared(ObservedReader observed) {
        float[] query = new float[index.vocabulary()];
        float squares = 0;
        for (int term : index.query(observed.reader().tags())) {
            query[term] = index.idf(term);
            squares += query[term] * query[term];
        }
        float scale = squares == 0 ? 0 : DECLARED_WEIGHT / (float) Math.sqrt(squares);
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
    public void learn(int week, List<SimulatedFeedback> feedback) {
        for (SimulatedFeedback entry : feedback) {
            if (entry.taken()) {
                taken.computeIfAbsent(entry.reader().number(), n -> new ArrayList<>())
                        .add(entry.item());
            } else if (entry.seen()) {
                notTaken.computeIfAbsent(entry.reader().number(), n -> new ArrayList<>())
                        .add(entry.item());
            }
        }
    }
}
