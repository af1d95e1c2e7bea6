package dev.tidings.content.recommendation.bot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader has declared and shown to like, as seen on one occasion.
 *
 * @param declared the words of the profile
 * @param likedWords the strongest words of what was liked, recent likings first
 * @param liked the most recent first
 * @param known how much is known of the reader: grows with the logarithm of the likings
 * @param tried the same of what was passed over
 */
record Taste(
        SparseVector declared,
        Direction declaredTopics,
        SparseVector likedWords,
        Direction likedTopics,
        Direction passedTopics,
        SparseVector passedWords,
        List<Liking> liked,
        List<Integer> dismissed,
        Map<String, Float> likedTypes,
        float known,
        float tried) {

    private static final Duration HALF_LIFE = Duration.ofDays(180);
    private static final int MOST_WORDS = 60;
    private static final int MOST_LIKED = 60;
    private static final int MOST_PASSED = 150;
    private static final int MOST_PASSED_WORDS = 60;
    private static final int MOST_DISMISSED = 30;
    private static final float LEAST_NORM = 1e-6f;
    private static final Comparator<Liking> RECENT_FIRST = Comparator.comparing(
                    (Liking liking) -> liking.strongest().at())
            .reversed()
            .thenComparingInt(Liking::item);
    private static final Comparator<Shown> LATEST_FIRST =
            Comparator.comparing(Shown::at).reversed().thenComparing(Shown::opportunityId);
    private static final double MUCH = Math.log1p(20);

    /** @param strongest the reaction that said most */
    record Liking(Weighed weighed, Reaction strongest) {
        public int item() {
            return weighed.item();
        }
    }

    /** @param weight fades with time */
    record Weighed(int item, float weight) {}

    /** @param sum to add up in, whatever it holds */
    static Taste of(Reader reader, Catalog catalog, Instant now, WordWeights sum) {
        Map<Integer, Reaction> strongest = strongest(reader.reactions(), catalog, now);
        List<Liking> liked = new ArrayList<>();
        List<Integer> dismissed = new ArrayList<>();
        strongest.forEach((item, reaction) -> {
            double says = Outcome.says(reaction);
            if (says > 0) {
                float weight = (float) (says * fading(reaction.at(), now));
                liked.add(new Liking(new Weighed(item, weight), reaction));
            } else if (says < 0) {
                dismissed.add(item);
            }
        });
        liked.sort(RECENT_FIRST);
        List<Liking> recent = first(MOST_LIKED, liked);
        List<Weighed> weighed = recent.stream().map(Liking::weighed).toList();
        List<Weighed> passed = passed(reader.shown(), strongest, catalog, now);
        SparseVector declared = catalog.words().query(Bag.of(reader.profile()));
        return new Taste(
                declared,
                catalog.topics().point(catalog.words().byRarity(declared)),
                words(weighed, catalog.words(), sum),
                centroid(weighed, catalog.topics()),
                centroid(passed, catalog.topics()),
                words(first(MOST_PASSED_WORDS, passed), catalog.words(), sum),
                recent,
                first(MOST_DISMISSED, dismissed.stream().sorted().toList()),
                types(recent, catalog),
                (float) (Math.log1p(liked.size()) / MUCH),
                (float) (Math.log1p(passed.size()) / MUCH));
    }

    /** Of each opportunity the reaction that says most; what a reader has taken back is no liking. */
    private static Map<Integer, Reaction> strongest(List<Reaction> reactions, Catalog catalog, Instant now) {
        Map<Integer, Reaction> strongest = new HashMap<>();
        for (Reaction reaction : reactions) {
            int item = catalog.number(reaction.opportunityId());
            if (item != Catalog.NONE && !reaction.at().isAfter(now)) {
                strongest.merge(item, reaction, Taste::stronger);
            }
        }
        return strongest;
    }

    private static Reaction stronger(Reaction one, Reaction other) {
        double first = Outcome.says(one);
        double second = Outcome.says(other);
        if (first < 0 || second < 0) {
            return first <= second ? one : other;
        }
        return first >= second ? one : other;
    }

    private static double fading(Instant at, Instant now) {
        return Math.pow(0.5, Math.max(0, Duration.between(at, now).toMillis()) / (double) HALF_LIFE.toMillis());
    }

    private static <T> List<T> first(int most, List<T> all) {
        return List.copyOf(all.size() <= most ? all : all.subList(0, most));
    }

    private static SparseVector words(List<Weighed> items, WordIndex words, WordWeights sum) {
        sum.clear();
        for (Weighed item : items) {
            sum.add(words.vector(item.item()), item.weight() / words.norm(item.item()));
        }
        SparseVector strongest = sum.strongest(MOST_WORDS);
        return strongest.scaled(1 / Math.max(strongest.norm(), LEAST_NORM));
    }

    private static Direction centroid(List<Weighed> items, TopicSpace topics) {
        float[] sum = new float[topics.dimensions()];
        items.forEach(item -> topics.add(item.item(), item.weight(), sum));
        return Direction.of(sum);
    }

    /** What was seen and left without any reaction, the most recent first. */
    private static List<Weighed> passed(
            List<Shown> shown, Map<Integer, Reaction> strongest, Catalog catalog, Instant now) {
        List<Shown> seen = new ArrayList<>(shown.size());
        for (Shown each : shown) {
            if (each.seen()) {
                seen.add(each);
            }
        }
        seen.sort(LATEST_FIRST);
        List<Weighed> passed = new ArrayList<>();
        for (Shown each : first(MOST_PASSED, seen)) {
            int item = catalog.number(each.opportunityId());
            if (item != Catalog.NONE && !strongest.containsKey(item)) {
                passed.add(new Weighed(item, (float) fading(each.at(), now)));
            }
        }
        return passed;
    }

    private static Map<String, Float> types(List<Liking> liked, Catalog catalog) {
        Map<String, Float> types = new HashMap<>();
        for (Liking liking : liked) {
            String type = catalog.traits(liking.item()).type();
            if (type != null) {
                types.merge(type, 1f / liked.size(), Float::sum);
            }
        }
        return types;
    }
}
