package dev.tidings.recommender;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored version of the ranking model.
 *
 * @param examples number of training examples
 * @param trainedThrough end of the training data (exclusive); null if untrained
 * @param evaluation figures of the shadow evaluation, by name; empty if there was none
 * @param note how the version got its status
 * @param promotedAt when it last became live, or null
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
        /** Trained and not yet evaluated. */
        CANDIDATE,
        /** Used for new editions. */
        LIVE,
        /** Formerly live. */
        RETIRED,
        /** Worse than the live version, or rolled back. */
        REFUSED
    }
}
