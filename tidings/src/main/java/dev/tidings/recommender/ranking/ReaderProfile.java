package dev.tidings.recommender.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a reader declared and liked, at the time of one letter.
 *
 * @param declared the declared terms
 * @param declaredTags the declared tags and disciplines, each as a whole phrase
 * @param likedWords the strongest words of the liked items, weighted by recency
 * @param profileTopics the declared interests and the liked items together; the former weigh as much as one liked item
 * @param liked liked items, most recent first
 * @param passed items of seen letters without any interaction, most recent first
 * @param confidence grows with the logarithm of the number of liked items; 1 at 20
 * @param passedConfidence the same for the passed-over items
 */
record ReaderProfile(
        SparseVector declared,
        SparseVector declaredTags,
        UnitVector declaredTopics,
        SparseVector likedWords,
        UnitVector likedTopics,
        UnitVector passedTopics,
        UnitVector profileTopics,
        SparseVector passedWords,
        List<LikedItem> liked,
        List<WeightedItem> passed,
        List<Integer> dismissed,
        Map<String, Float> likedTypes,
        float confidence,
        float passedConfidence) {

    private static final Duration HALF_LIFE = Duration.ofDays(180);
    private static final int MAX_WORDS = 60;
    private static final int MAX_LIKED = 60;
    private static final int MAX_PASSED = 150;
    private static final int MAX_PASSED_WORDS = 60;
    private static final int MAX_DISMISSED = 30;
    private static final float MIN_NORM = 1e-6f;
    private static final Comparator<LikedItem> RECENT_FIRST = Comparator.comparing(
                    (LikedItem likedItem) -> likedItem.strongest().occurredAt())
            .reversed()
            .thenComparingInt(LikedItem::item);
    private static final Comparator<Impression> NEWEST_FIRST =
            Comparator.comparing(Impression::composedAt).reversed().thenComparing(Impression::opportunityId);
    private static final double LOG_SATURATION = Math.log1p(20);

    /** @param strongest the interaction with the largest absolute reward */
    record LikedItem(WeightedItem weighted, Interaction strongest) {
        public int item() {
            return weighted.item();
        }
    }

    /** @param weight decays with time */
    record WeightedItem(int item, float weight) {}

    /** @param sum work space; its content is discarded */
    static ReaderProfile of(Reader reader, OpportunityIndex catalog, Instant now, SparseAccumulator sum) {
        Map<Integer, Interaction> strongest = strongest(reader.interactions(), catalog, now);
        List<LikedItem> liked = new ArrayList<>();
        List<Integer> dismissed = new ArrayList<>();
        strongest.forEach((item, interaction) -> {
            double reward = Reward.value(interaction);
            if (reward > 0) {
                float weight = (float) (reward * decay(interaction.occurredAt(), now));
                liked.add(new LikedItem(new WeightedItem(item, weight), interaction));
            } else if (reward < 0) {
                dismissed.add(item);
            }
        });
        liked.sort(RECENT_FIRST);
        List<LikedItem> recent = take(MAX_LIKED, liked);
        List<WeightedItem> weightedItems =
                recent.stream().map(LikedItem::weighted).toList();
        List<WeightedItem> passed = passed(reader.impressions(), strongest, catalog, now);
        SparseVector declared = catalog.termIndex().query(TermVector.of(reader.declared()));
        UnitVector declaredTopics = catalog.topics().embed(catalog.termIndex().weightByIdf(declared));
        return new ReaderProfile(
                declared,
                declaredTags(reader.declared(), catalog.tagIndex()),
                declaredTopics,
                topWords(weightedItems, catalog.termIndex(), sum),
                centroid(weightedItems, catalog.topics()),
                centroid(passed, catalog.topics()),
                sum(declaredTopics, weightedItems, catalog.topics()),
                topWords(take(MAX_PASSED_WORDS, passed), catalog.termIndex(), sum),
                recent,
                passed,
                take(MAX_DISMISSED, dismissed.stream().sorted().toList()),
                likedTypes(recent, catalog),
                (float) (Math.log1p(liked.size()) / LOG_SATURATION),
                (float) (Math.log1p(passed.size()) / LOG_SATURATION));
    }

    private static SparseVector declaredTags(DeclaredInterests declared, InvertedIndex tagIndex) {
        Set<String> phrases = new HashSet<>(OpportunityAttributes.phrases(declared.tags()));
        phrases.addAll(OpportunityAttributes.phrases(declared.disciplines()));
        return tagIndex.query(TermVector.ofPhrases(phrases));
    }

    /** The strongest interaction per item. A dismissal or low rating outweighs every positive one. */
    private static Map<Integer, Interaction> strongest(
            List<Interaction> interactions, OpportunityIndex catalog, Instant now) {
        Map<Integer, Interaction> strongest = new HashMap<>();
        for (Interaction interaction : interactions) {
            int item = catalog.indexOf(interaction.opportunityId());
            if (item != OpportunityIndex.NONE && !interaction.occurredAt().isAfter(now)) {
                strongest.merge(item, interaction, ReaderProfile::stronger);
            }
        }
        return strongest;
    }

    private static Interaction stronger(Interaction left, Interaction right) {
        double leftReward = Reward.value(left);
        double rightReward = Reward.value(right);
        if (leftReward < 0 || rightReward < 0) {
            return leftReward <= rightReward ? left : right;
        }
        return leftReward >= rightReward ? left : right;
    }

    private static double decay(Instant occurredAt, Instant now) {
        return Math.pow(0.5, Math.max(0, Duration.between(occurredAt, now).toMillis()) / (double) HALF_LIFE.toMillis());
    }

    private static <T> List<T> take(int max, List<T> items) {
        return List.copyOf(items.size() <= max ? items : items.subList(0, max));
    }

    private static SparseVector topWords(List<WeightedItem> items, InvertedIndex index, SparseAccumulator sum) {
        sum.clear();
        for (WeightedItem item : items) {
            sum.add(index.vector(item.item()), item.weight() / index.norm(item.item()));
        }
        SparseVector strongest = sum.top(MAX_WORDS);
        return strongest.scaled(1 / Math.max(strongest.norm(), MIN_NORM));
    }

    private static UnitVector centroid(List<WeightedItem> items, TopicSpace topics) {
        float[] sum = new float[topics.dimensions()];
        items.forEach(item -> topics.add(item.item(), item.weight(), sum));
        return UnitVector.of(sum);
    }

    private static UnitVector sum(UnitVector declared, List<WeightedItem> items, TopicSpace topics) {
        float[] sum = declared.values().clone();
        items.forEach(item -> topics.add(item.item(), item.weight(), sum));
        return UnitVector.of(sum);
    }

    /** Items of seen letters without any interaction, most recent first. */
    private static List<WeightedItem> passed(
            List<Impression> impressions, Map<Integer, Interaction> strongest, OpportunityIndex catalog, Instant now) {
        List<Impression> seen = new ArrayList<>(impressions.size());
        for (Impression impression : impressions) {
            if (impression.seen()) {
                seen.add(impression);
            }
        }
        seen.sort(NEWEST_FIRST);
        List<WeightedItem> passed = new ArrayList<>();
        for (Impression impression : take(MAX_PASSED, seen)) {
            int item = catalog.indexOf(impression.opportunityId());
            if (item != OpportunityIndex.NONE && !strongest.containsKey(item)) {
                passed.add(new WeightedItem(item, (float) decay(impression.composedAt(), now)));
            }
        }
        return passed;
    }

    private static Map<String, Float> likedTypes(List<LikedItem> liked, OpportunityIndex catalog) {
        Map<String, Float> likedTypes = new HashMap<>();
        for (LikedItem likedItem : liked) {
            String type = catalog.attributes(likedItem.item()).type();
            if (type != null) {
                likedTypes.merge(type, 1f / liked.size(), Float::sum);
            }
        }
        return likedTypes;
    }
}
