package dev.tidings.content.recommendation.bot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a reader's reactions say about an opportunity that they were shown. Opens say nothing, and neither does silence
 * about a letter that nobody is known to have seen.
 */
public final class Outcome {
    /** For how long after a letter a reaction is put down to it. */
    public static final Duration ATTRIBUTION = Duration.ofDays(7);

    private static final double SAVED = 1.5;
    private static final double APPLIED = 2;
    private static final double CLICKED = 1;
    private static final double DISMISSED = 1.5;
    private static final double PASSED_OVER = 0.5;
    private static final int GOOD = 4;
    private static final int BAD = 2;

    private Outcome() {}

    /**
     * Positive if the reader took to it, negative if not, empty if nothing is known.
     *
     * @param reactions of this reader to this opportunity
     */
    public static OptionalDouble of(List<Reaction> reactions, Instant shown, boolean seen) {
        double liked = 0;
        double disliked = seen ? -PASSED_OVER : 0;
        for (Reaction reaction : reactions) {
            boolean due = !reaction.at().isBefore(shown) && reaction.at().isBefore(shown.plus(ATTRIBUTION));
            double says = due ? says(reaction) : 0;
            liked = Math.max(liked, says);
            disliked = Math.min(disliked, says);
        }
        // Taking it back outweighs the click that it took to look.
        double sum = disliked < -PASSED_OVER ? disliked : liked > 0 ? liked : disliked;
        return sum == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** What one reaction says: above zero for it, below against it, zero nothing. */
    static double says(Reaction reaction) {
        return switch (reaction.kind()) {
            case CLICKED -> CLICKED;
            case SAVED -> SAVED;
            case APPLIED -> APPLIED;
            case DISMISSED -> -DISMISSED;
            case RATED -> reaction.rating() >= GOOD ? SAVED : reaction.rating() <= BAD ? -DISMISSED : 0;
        };
    }
}
