package dev.tidings.console;

import dev.tidings.content.recommendation.WhyPicked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a user's newest letter offers what it offers.
 *
 * @param userId null before anybody was asked for
 * @param resetAt when the user's bot was last reset, or null
 */
public record WhyView(
        @Nullable String userId,
        List<Picked> picks,
        @Nullable Instant resetAt) {

    /** @param bars what added most to its score */
    public record Picked(WhyPicked why, List<Bar> bars) {}
}
