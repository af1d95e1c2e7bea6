package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of one letter, chosen one after the other: each by its score and by how little it is like those above it
 * (maximal marginal relevance), no more of a source than allowed as long as others have any, nothing
 * reported twice.
 */
final class DiversitySelector {
    private final OpportunityIndex catalog;
    private final PickSettings settings;
    private final CandidateVectors vectors;
    private final List<RankedCandidate> remaining;
    private final float[] similarity;
    private final List<RankedCandidate> chosen = new ArrayList<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Set<String> groups = new HashSet<>();

    /** @param ranked of the crowd, best first */
    DiversitySelector(
            OpportunityIndex catalog, PickSettings settings, CandidateVectors crowd, List<RankedCandidate> ranked) {
        this.catalog = catalog;
        this.settings = settings;
        this.vectors = crowd;
        remaining = ranked;
        similarity = new float[ranked.size()];
    }

    /** The numbers of opportunities are in the order of their ids. */
    static int bestFirst(RankedCandidate one, RankedCandidate other) {
        int byScore = Double.compare(other.score(), one.score());
        return byScore != 0 ? byScore : Integer.compare(one.item(), other.item());
    }

    /** Chooses until there are so many, or nothing more to choose. */
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

    private @Nullable RankedCandidate best(int mostPerSource) {
        RankedCandidate best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (RankedCandidate ranked : remaining) {
            double value = ranked.score() - settings.diversity() * similarity[ranked.candidateIndex()];
            if (value > most && isAllowed(ranked, mostPerSource)) {
                most = value;
                best = ranked;
            }
        }
        return best;
    }

    /** The first of those that could be chosen next. */
    List<RankedCandidate> selectable(List<RankedCandidate> ranked, int limit) {
        List<RankedCandidate> open = selectable(ranked, limit, settings.maxPerSource());
        return open.isEmpty() ? selectable(ranked, limit, Integer.MAX_VALUE) : open;
    }

    private List<RankedCandidate> selectable(List<RankedCandidate> ranked, int limit, int mostPerSource) {
        return ranked.stream()
                .filter(each -> isAllowed(each, mostPerSource))
                .limit(limit)
                .toList();
    }

    private boolean isAllowed(RankedCandidate ranked, int mostPerSource) {
        return !groups.contains(catalog.attributes(ranked.item()).group())
                && bySource.getOrDefault(catalog.item(ranked.item()).source(), 0) < mostPerSource;
    }

    void select(RankedCandidate ranked) {
        chosen.add(ranked);
        bySource.merge(catalog.item(ranked.item()).source(), 1, Integer::sum);
        groups.add(catalog.attributes(ranked.item()).group());
        float[] alike = vectors.maxSimilarities(ranked.item());
        for (int i = 0; i < similarity.length; i++) {
            similarity[i] = Math.max(similarity[i], alike[i]);
        }
    }
}
