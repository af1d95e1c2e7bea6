package dev.tidings.content.recommendation.bot;

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
final class Selection {
    private final Catalog catalog;
    private final PickSettings settings;
    private final Crowd crowd;
    private final List<Ranked> rest;
    private final float[] likeness;
    private final List<Ranked> chosen = new ArrayList<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Set<String> groups = new HashSet<>();

    /** @param ranked of the crowd, best first */
    Selection(Catalog catalog, PickSettings settings, Crowd crowd, List<Ranked> ranked) {
        this.catalog = catalog;
        this.settings = settings;
        this.crowd = crowd;
        rest = ranked;
        likeness = new float[ranked.size()];
    }

    /** The numbers of opportunities are in the order of their ids. */
    static int bestFirst(Ranked one, Ranked other) {
        int byScore = Double.compare(other.score(), one.score());
        return byScore != 0 ? byScore : Integer.compare(one.item(), other.item());
    }

    /** Chooses until there are so many, or nothing more to choose. */
    List<Ranked> choose(int count) {
        while (chosen.size() < count) {
            Ranked best = best(settings.mostPerSource());
            if (best == null) {
                best = best(Integer.MAX_VALUE);
            }
            if (best == null) {
                break;
            }
            take(best);
        }
        return chosen;
    }

    private @Nullable Ranked best(int mostPerSource) {
        Ranked best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Ranked ranked : rest) {
            double value = ranked.score() - settings.variety() * likeness[ranked.place()];
            if (value > most && isAllowed(ranked, mostPerSource)) {
                most = value;
                best = ranked;
            }
        }
        return best;
    }

    /** The first of those that could be chosen next. */
    List<Ranked> open(List<Ranked> ranked, int limit) {
        List<Ranked> open = open(ranked, limit, settings.mostPerSource());
        return open.isEmpty() ? open(ranked, limit, Integer.MAX_VALUE) : open;
    }

    private List<Ranked> open(List<Ranked> ranked, int limit, int mostPerSource) {
        return ranked.stream()
                .filter(each -> isAllowed(each, mostPerSource))
                .limit(limit)
                .toList();
    }

    private boolean isAllowed(Ranked ranked, int mostPerSource) {
        return !groups.contains(catalog.traits(ranked.item()).group())
                && bySource.getOrDefault(catalog.item(ranked.item()).source(), 0) < mostPerSource;
    }

    void take(Ranked ranked) {
        chosen.add(ranked);
        bySource.merge(catalog.item(ranked.item()).source(), 1, Integer::sum);
        groups.add(catalog.traits(ranked.item()).group());
        float[] alike = crowd.nearest(ranked.item());
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = Math.max(likeness[i], alike[i]);
        }
    }
}
