package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The features of the ranking model, each roughly between -1 and 1, with the prior of its weight. A name ending in
 * KNOWN denotes a product with {@link ReaderProfile#confidence}. These products let the model trust behavior more and
 * declarations less as interactions accumulate. An item is passed over if it stood in a letter the reader looked at and
 * got no interaction.
 */
enum Feature {
    BIAS(-4.0, 1),
    /** BM25 score against the declared terms; 1 is the best of the candidates. */
    DECLARED(2.5, 2),
    DECLARED_KNOWN(-0.5, 2),
    /** Cosine with the declared interests in the topic space. */
    DECLARED_TOPICS(0.5, 2),
    /** Cosine with the liked items in the topic space, weighted by recency. */
    LIKED_TOPICS(1.0, 2),
    LIKED_TOPICS_KNOWN(1.0, 2),
    /** BM25 score against the terms of the liked items. */
    LIKED_WORDS(1.5, 2),
    LIKED_WORDS_KNOWN(0.5, 2),
    /** Largest cosine with a liked item. */
    NEAREST_LIKED(1.0, 2),
    /** Cosine with the passed-over items in the topic space. */
    PASSED_TOPICS(-0.5, 2),
    /** Largest cosine with a dismissed item. */
    NEAREST_DISMISSED(-1.5, 2),
    /** Engagement of other readers relative to the average, see {@link Popularity}. */
    RESPONSE(0.3, 2),
    KNOWN(0.3, 2),
    AGE(-0.2, 2),
    /** 1 if a declared discipline is among the item's disciplines. */
    DISCIPLINE(0.6, 2),
    /** Share of the liked items that have the item's type. */
    TYPE_LIKED(0.5, 2),
    /** 1 if the item is at a declared location. */
    PLACE(0.5, 2),
    /** 1 if a tag, discipline or type of the item names the declared career stage. */
    CAREER_STAGE(0.4, 2),
    FREE(0.1, 2),
    AWARD(0.1, 2),
    DEADLINE_NEAR(-0.1, 2),
    /** BM25 score against the terms of the passed-over items. */
    PASSED_WORDS(-1.0, 2),
    DECLARED_TOPICS_KNOWN(-0.5, 2),
    /**
     * DECLARED times {@link ReaderProfile#passedConfidence}: declared terms whose matches are passed over lose weight.
     */
    DECLARED_TRIED(0, 2),
    /** Value by the reader's {@link WordPreference}. */
    WORD_PREFERENCE(3.0, 2),
    /** Likes of other readers relative to what the ranker expected of them, see {@link Popularity#surprise}. */
    RESPONSE_SURPRISE(1.5, 2),
    /** Largest cosine with a liked item by words, see {@link LikedWordSimilarity}. */
    NEAREST_LIKED_WORDS(0.7, 2),
    SECOND_LIKED_WORDS(0.5, 2),
    NEAREST_LIKED_KNOWN(0, 2),
    /** Cosine with the declared interests and the liked items together in the topic space. */
    PROFILE_TOPICS(1.5, 2),
    /** DECLARED_TOPICS times LIKED_TOPICS. */
    DECLARED_LIKED_TOPICS(0, 2),
    /** Value by the reader's {@link WordPreference} among tags, disciplines and types, as whole phrases. */
    TAG_PREFERENCE(2.0, 2);

    static final int COUNT = values().length;
    static final List<String> NAMES = Arrays.stream(values())
            .map(feature -> feature.name().toLowerCase(Locale.ROOT))
            .toList();

    private final double prior;
    private final double priorPrecision;

    Feature(double prior, double priorPrecision) {
        this.prior = prior;
        this.priorPrecision = priorPrecision;
    }

    /** The position in every weight and feature vector. New features go to the end. No feature moves. */
    @SuppressWarnings("EnumOrdinal") // stored vectors depend on the order
    int index() {
        return ordinal();
    }

    double prior() {
        return prior;
    }

    /** The inverse variance of the prior weight. */
    double priorPrecision() {
        return priorPrecision;
    }
}
