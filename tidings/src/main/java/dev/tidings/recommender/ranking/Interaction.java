package dev.tidings.recommender.ranking;

import java.time.Instant;

/**
 * A human reader's action on an opportunity.
 *
 * @param rating 1 to 5 stars for {@code RATED}, else 0
 */
public record Interaction(String opportunityId, InteractionKind kind, int rating, Instant occurredAt) {

    public enum InteractionKind {
        CLICKED,
        SAVED,
        APPLIED,
        DISMISSED,
        RATED
    }
}
