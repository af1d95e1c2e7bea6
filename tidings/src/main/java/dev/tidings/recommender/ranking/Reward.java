package dev.tidings.recommender.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Computes the training reward of an item in a letter from the reader's interactions. Opens do not count. A letter that
 * nobody opened or clicked gives no reward.
 */
public final class Reward {
    /** Interactions within this time after a letter count for it. */
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
     * Positive if the reader liked the item, negative if not, empty if unknown.
     *
     * @param interactions this reader's interactions with this item
     */
    public static OptionalDouble of(List<Interaction> interactions, Instant sentAt, boolean letterSeen) {
        double liked = 0;
        double disliked = letterSeen ? -PASSED_OVER : 0;
        for (Interaction interaction : interactions) {
            boolean attributed = !interaction.occurredAt().isBefore(sentAt)
                    && interaction.occurredAt().isBefore(sentAt.plus(ATTRIBUTION_WINDOW));
            double value = attributed ? value(interaction) : 0;
            liked = Math.max(liked, value);
            disliked = Math.min(disliked, value);
        }
        // A dismissal or low rating outweighs the click on the item.
        double sum = disliked < -PASSED_OVER ? disliked : liked > 0 ? liked : disliked;
        return sum == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** The reward of one interaction; zero if neutral. */
    static double value(Interaction interaction) {
        return switch (interaction.kind()) {
            case CLICKED -> CLICKED;
            case SAVED -> SAVED;
            case APPLIED -> APPLIED;
            case DISMISSED -> -DISMISSED;
            case RATED ->
                interaction.rating() >= LIKED_RATING ? SAVED : interaction.rating() <= DISLIKED_RATING ? -DISMISSED : 0;
        };
    }
}
