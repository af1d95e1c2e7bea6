package dev.tidings.recommender.ranking;

import java.time.Instant;

/**
 * What a reader did with an opportunity. Machines' doings are none.
 *
 * @param rating 1 to 5 stars where {@code kind} is RATED, else 0
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
