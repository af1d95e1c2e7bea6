package dev.tidings.console;

import dev.tidings.recommender.PickExplanation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of the picks in a user's newest letter.
 *
 * @param userId null before a user was searched for
 * @param resetAt when the user's bot was last reset, or null
 */
public record PickExplanationView(
        @Nullable String userId,
        List<ExplainedPick> picks,
        @Nullable Instant resetAt) {

    /** @param bars largest contributions to its score */
    public record ExplainedPick(PickExplanation why, List<DivergingBar> bars) {}
}
