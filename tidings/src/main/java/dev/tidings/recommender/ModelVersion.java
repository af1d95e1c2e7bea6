package dev.tidings.recommender;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of the learned ranker.
 *
 * @param examples from how many it has learned
 * @param trainedThrough what was picked before has taught it; null if nothing has
 * @param evaluation the figures of its shadow evaluation, by name; empty if there was none
 * @param note in words, how it came to be what it is
 * @param promotedAt when it last went live, or null
 * @param weights in log-odds, by feature
 */
public record ModelVersion(
        long id,
        ModelStatus status,
        long examples,
        @Nullable Instant trainedThrough,
        Map<String, Object> evaluation,
        @Nullable String note,
        Instant createdAt,
        @Nullable Instant promotedAt,
        Map<String, Double> weights) {

    public enum ModelStatus {
        /** Learned, and not yet judged. */
        CANDIDATE,
        /** What new editions pick with. */
        LIVE,
        /** Was live. */
        RETIRED,
        /** Judged worse than the live one, or taken back. */
        REFUSED
    }
}
