package dev.tidings.recommender.ranking;

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
 * @param confidence how much is known of the reader: grows with the logarithm of the likings
 * @param passedConfidence the same of what was passed over
 */
record ReaderProfile(
        SparseVector declared,
        UnitVector declaredTopics,
        SparseVector likedWords,
        UnitVector likedTopics,
        UnitVector passedTopics,
        SparseVector passedWords,
        List<LikedItem> liked,
        List<Integer> dismissed,
        Map<String, Float> likedTypes,
        float confidence,
        float passedConfidence) {

    private static final Duration HALF_LIFE = Duration.ofDays(180);
    private static final int MOST_WORDS = 60;
    private static final int MOST_LIKED = 60;
    private static final int MOST_PASSED = 150;
    private static final int MOST_PASSED_WORDS = 60;
    private static final int MOST_DISMISSED = 30;
    private static final float LEAST_NORM = 1e-6f;
    private static final Comparator<LikedItem> RECENT_FIRST = Comparator.comparing(
                    (LikedItem liking) -> liking.strongest().occurredAt())
            .reversed()
            .thenComparingInt(LikedItem::item);
    private static final Comparator<Impression> LATEST_FIRST =
            Comparator.comparing(Impression::composedAt).reversed().thenComparing(Impression::opportunityId);
    private static final double LOG_MANY = Math.log1p(20);

    /** @param strongest the reaction that said most */
    record LikedItem(WeightedItem weighted, Interaction strongest) {
        public int item() {
            return weighted.item();
        }
    }

    /** @param weight fades with time */
    record WeightedItem(int item, float weight) {}

    /** @param sum to add up in, whatever it holds */
    static ReaderProfile of(Reader reader, OpportunityIndex catalog, Instant now, SparseAccumulator sum) {
        Map<Integer, Interaction> strongest = strongest(reader.interactions(), catalog, now);
        List<LikedItem> liked = new ArrayList<>();
        List<Integer> dismissed = new ArrayList<>();
        strongest.forEach((item, reaction) -> {
            double says = Reward.value(reaction);
            if (says > 0) {
                float weight = (float) (says * decay(reaction.occurredAt(), now));
                liked.add(new LikedItem(new WeightedItem(item, weight), reaction));
            } else if (says < 0) {
                dismissed.add(item);
            }
        });
        liked.sort(RECENT_FIRST);
        List<LikedItem> recent = first(MOST_LIKED, liked);
        List<WeightedItem> weighed = recent.stream().map(LikedItem::weighted).toList();
        List<WeightedItem> passed = passed(reader.impressions(), strongest, catalog, now);
        SparseVector declared = catalog.termIndex().query(TermVector.of(reader.declared()));
        return new ReaderProfile(
                declared,
                catalog.topics().embed(catalog.termIndex().weightByIdf(declared)),
                words(weighed, catalog.termIndex(), sum),
                centroid(weighed, catalog.topics()),
                centroid(passed, catalog.topics()),
                words(first(MOST_PASSED_WORDS, passed), catalog.termIndex(), sum),
                recent,
                first(MOST_DISMISSED, dismissed.stream().sorted().toList()),
                types(recent, catalog),
                (float) (Math.log1p(liked.size()) / LOG_MANY),
                (float) (Math.log1p(passed.size()) / LOG_MANY));
    }

    /** Of each opportunity the reaction that says most; what a reader has taken back is no liking. */
    private static Map<Integer, Interaction> strongest(
            List<Interaction> reactions, OpportunityIndex catalog, Instant now) {
        Map<Integer, Interaction> strongest = new HashMap<>();
        for (Interaction reaction : reactions) {
            int item = catalog.indexOf(reaction.opportunityId());
            if (item != OpportunityIndex.NONE && !reaction.occurredAt().isAfter(now)) {
                strongest.merge(item, reaction, ReaderProfile::stronger);
            }
        }
        return strongest;
    }

    private static Interaction stronger(Interaction one, Interaction other) {
        double first = Reward.value(one);
        double second = Reward.value(other);
        if (first < 0 || second < 0) {
            return first <= second ? one : other;
        }
        return first >= second ? one : other;
    }

    private static double decay(Instant at, Instant now) {
        return Math.pow(0.5, Math.max(0, Duration.between(at, now).toMillis()) / (double) HALF_LIFE.toMillis());
    }

    private static <T> List<T> first(int most, List<T> all) {
        return List.copyOf(all.size() <= most ? all : all.subList(0, most));
    }

    private static SparseVector words(List<WeightedItem> items, InvertedIndex words, SparseAccumulator sum) {
        sum.clear();
        for (WeightedItem item : items) {
            sum.add(words.vector(item.item()), item.weight() / words.norm(item.item()));
        }
        SparseVector strongest = sum.top(MOST_WORDS);
        return strongest.scaled(1 / Math.max(strongest.norm(), LEAST_NORM));
    }

    private static UnitVector centroid(List<WeightedItem> items, TopicSpace topics) {
        float[] sum = new float[topics.dimensions()];
        items.forEach(item -> topics.add(item.item(), item.weight(), sum));
        return UnitVector.of(sum);
    }

    /** What was seen and left without any reaction, the most recent first. */
    private static List<WeightedItem> passed(
            List<Impression> shown, Map<Integer, Interaction> strongest, OpportunityIndex catalog, Instant now) {
        List<Impression> seen = new ArrayList<>(shown.size());
        for (Impression each : shown) {
            if (each.seen()) {
                seen.add(each);
            }
        }
        seen.sort(LATEST_FIRST);
        List<WeightedItem> passed = new ArrayList<>();
        for (Impression each : first(MOST_PASSED, seen)) {
            int item = catalog.indexOf(each.opportunityId());
            if (item != OpportunityIndex.NONE && !strongest.containsKey(item)) {
                passed.add(new WeightedItem(item, (float) decay(each.composedAt(), now)));
            }
        }
        return passed;
    }

    private static Map<String, Float> types(List<LikedItem> liked, OpportunityIndex catalog) {
        Map<String, Float> types = new HashMap<>();
        for (LikedItem liking : liked) {
            String type = catalog.attributes(liking.item()).type();
            if (type != null) {
                types.merge(type, 1f / liked.size(), Float::sum);
            }
        }
        return types;
    }
}
