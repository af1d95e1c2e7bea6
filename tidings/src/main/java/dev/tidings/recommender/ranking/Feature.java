package dev.tidings.recommender.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the ranker sees of an opportunity and a reader, each roughly between -1 and 1, with the weight that is believed in
 * before anything was learned. "Known" is how much a reader's reactions say: it grows with the logarithm of their number,
 * so that the ranker can learn to trust behavior more, and declarations less, the better it knows someone.
 */
enum Feature {
    BIAS(-4.0, 1),
    /** How well the opportunity's words answer the declared ones (BM25, 1 is the best of the candidates). */
    DECLARED(1.5, 2),
    DECLARED_KNOWN(-0.5, 2),
    /** Likeness to the declared topics, in the topic space. */
    DECLARED_TOPICS(1.0, 2),
    /** Likeness to what was liked, recent likings first. */
    LIKED_TOPICS(1.0, 2),
    LIKED_TOPICS_KNOWN(1.0, 2),
    /** The same by exact words. */
    LIKED_WORDS(1.5, 2),
    LIKED_WORDS_KNOWN(0.5, 2),
    /** Likeness to the most alike of the liked. */
    NEAREST_LIKED(1.0, 2),
    /** Likeness to what was seen and passed over. */
    PASSED_TOPICS(-0.5, 2),
    /** Likeness to the most alike of the dismissed. */
    NEAREST_DISMISSED(-1.5, 2),
    /** How other readers took to it, against the average. */
    RESPONSE(0.5, 2),
    KNOWN(0.3, 2),
    AGE(-0.2, 2),
    /** A declared discipline is among its disciplines. */
    DISCIPLINE(0.6, 2),
    /** How much of what was liked was of its type. */
    TYPE_LIKED(0.5, 2),
    /** It is at one of the reader's places. */
    PLACE(0.5, 2),
    /** It names the reader's stage of career. */
    CAREER_STAGE(0.4, 2),
    FREE(0.1, 2),
    AWARD(0.1, 2),
    DEADLINE_NEAR(-0.1, 2),
    /** Likeness to what was seen and passed over, by exact words. */
    PASSED_WORDS(-0.5, 2),
    DECLARED_TOPICS_KNOWN(0, 2),
    /** The more often what answers the declared words was passed over, the less they may mean. */
    DECLARED_TRIED(0, 2);

    static final int COUNT = values().length;
    static final List<String> NAMES = Arrays.stream(values())
            .map(feature -> feature.name().toLowerCase(Locale.ROOT))
            .toList();

    private final double prior;
    private final double firmness;

    Feature(double prior, double firmness) {
        this.prior = prior;
        this.firmness = firmness;
    }

    /** Its place in every list of weights and of features: new ones are added at the end, none is ever moved. */
    @SuppressWarnings("EnumOrdinal") // the order is the contract
    int index() {
        return ordinal();
    }

    double prior() {
        return prior;
    }

    /** How firmly the prior weight is held: the inverse of the variance that is believed possible. */
    double priorPrecision() {
        return firmness;
    }
}
