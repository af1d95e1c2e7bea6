package dev.tidings.recommender.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a reader's reactions say about an opportunity that they were shown. Opens say nothing, and neither does silence
 * about a letter that nobody is known to have seen.
 */
public final class Reward {
    /** For how long after a letter a reaction is put down to it. */
    public static final Duration ATTRIBUTION_WINDOW = Duration.ofDays(7);

    private static final double SAVED = 1.5;
    private static final double APPLIED = 2;
    private static final double CLICKED = 1;
    private static final double DISMISSED = 1.5;
    private static final double PASSED_OVER = 0.5;
    private static final int LIKED_RATING = 4;
    private static final int DISLIKED_RATING = 2;

    private Reward() {}

    /**
     * Positive if the reader took to it, negative if not, empty if nothing is known.
     *
     * @param reactions of this reader to this opportunity
     */
    public static OptionalDouble of(List<Interaction> reactions, Instant shown, boolean seen) {
        double liked = 0;
        double disliked = seen ? -PASSED_OVER : 0;
        for (Interaction reaction : reactions) {
            boolean due = !reaction.occurredAt().isBefore(shown)
                    && reaction.occurredAt().isBefore(shown.plus(ATTRIBUTION_WINDOW));
            double says = due ? value(reaction) : 0;
            liked = Math.max(liked, says);
            disliked = Math.min(disliked, says);
        }
        // Taking it back outweighs the click that it took to look.
        double sum = disliked < -PASSED_OVER ? disliked : liked > 0 ? liked : disliked;
        return sum == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** What one reaction says: above zero for it, below against it, zero nothing. */
    static double value(Interaction reaction) {
        return switch (reaction.kind()) {
            case CLICKED -> CLICKED;
            case SAVED -> SAVED;
            case APPLIED -> APPLIED;
            case DISMISSED -> -DISMISSED;
            case RATED ->
                reaction.rating() >= LIKED_RATING ? SAVED : reaction.rating() <= DISLIKED_RATING ? -DISMISSED : 0;
        };
    }
}
