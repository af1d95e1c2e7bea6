package dev.tidings.console;

import dev.tidings.recommender.PickExplanation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a user's newest letter offers what it offers.
 *
 * @param userId null before anybody was asked for
 * @param resetAt when the user's bot was last reset, or null
 */
public record PickExplanationView(
        @Nullable String userId,
        List<ExplainedPick> picks,
        @Nullable Instant resetAt) {

    /** @param bars what added most to its score */
    public record ExplainedPick(PickExplanation why, List<DivergingBar> bars) {}
}
