package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the items of one letter by maximal marginal relevance: each item by its score minus its similarity to the
 * items above it. Of items with about the same score, the one with the nearest deadline comes first: the others can
 * still be in a later letter. Limits the items per source while other sources have candidates. Selects one item per
 * duplicate group.
 */
final class DiversitySelector {
    /**
     * What a deadline today adds for readers with at least four liked items, in log-odds. Half as much for a deadline in
     * ten days. Unknown readers get the best matches first: their reactions teach the most.
     */
    private static final double URGENCY = 1;

    private static final double URGENCY_PER_CONFIDENCE = 2;

    private final OpportunityIndex catalog;
    private final PickSettings settings;
    private final CandidateVectors vectors;
    private final List<RankedCandidate> remaining;
    private final float[] maxSimilarity;
    private final List<RankedCandidate> chosen = new ArrayList<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Set<String> groups = new HashSet<>();

    /** @param ranked the candidates, best first */
    DiversitySelector(
            OpportunityIndex catalog,
            PickSettings settings,
            CandidateVectors candidates,
            List<RankedCandidate> ranked) {
        this.catalog = catalog;
        this.settings = settings;
        this.vectors = candidates;
        remaining = ranked;
        maxSimilarity = new float[ranked.size()];
    }

    /** Orders by descending score, then by ascending id. */
    static int bestFirst(RankedCandidate left, RankedCandidate right) {
        int byScore = Double.compare(right.score(), left.score());
        return byScore != 0 ? byScore : Integer.compare(left.item(), right.item());
    }

    /** Selects up to {@code count} items. */
    List<RankedCandidate> choose(int count) {
        while (chosen.size() < count) {
            RankedCandidate best = best(settings.maxPerSource());
            if (best == null) {
                best = best(Integer.MAX_VALUE);
            }
            if (best == null) {
                break;
            }
            select(best);
        }
        return chosen;
    }

    private @Nullable RankedCandidate best(int maxPerSource) {
        RankedCandidate best = null;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (RankedCandidate ranked : remaining) {
            double value = ranked.score()
                    + urgency(ranked.features())
                    - settings.diversity() * maxSimilarity[ranked.candidateIndex()];
            if (value > bestValue && isAllowed(ranked, maxPerSource)) {
                bestValue = value;
                best = ranked;
            }
        }
        return best;
    }

    private static double urgency(FeatureVector features) {
        double known = Math.min(1, URGENCY_PER_CONFIDENCE * features.at(Feature.KNOWN.index()));
        return URGENCY * known * features.at(Feature.DEADLINE_NEAR.index());
    }

    /** The best {@code limit} candidates that the rules still allow. */
    List<RankedCandidate> selectable(List<RankedCandidate> ranked, int limit) {
        List<RankedCandidate> selectable = selectable(ranked, limit, settings.maxPerSource());
        return selectable.isEmpty() ? selectable(ranked, limit, Integer.MAX_VALUE) : selectable;
    }

    private List<RankedCandidate> selectable(List<RankedCandidate> ranked, int limit, int maxPerSource) {
        return ranked.stream()
                .filter(candidate -> isAllowed(candidate, maxPerSource))
                .limit(limit)
                .toList();
    }

    private boolean isAllowed(RankedCandidate ranked, int maxPerSource) {
        return !groups.contains(catalog.attributes(ranked.item()).group())
                && bySource.getOrDefault(catalog.item(ranked.item()).source(), 0) < maxPerSource;
    }

    void select(RankedCandidate ranked) {
        chosen.add(ranked);
        bySource.merge(catalog.item(ranked.item()).source(), 1, Integer::sum);
        groups.add(catalog.attributes(ranked.item()).group());
        float[] similarities = vectors.maxSimilarities(ranked.item());
        for (int i = 0; i < maxSimilarity.length; i++) {
            maxSimilarity[i] = Math.max(maxSimilarity[i], similarities[i]);
        }
    }
}
