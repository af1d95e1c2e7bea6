package dev.tidings.content.recommendation.bot;

import java.time.Instant;

/**
 * What a reader did with an opportunity. Machines' doings are none.
 *
 * @param rating 1 to 5 stars where {@code kind} is RATED, else 0
 */
public record Reaction(String opportunityId, Kind kind, int rating, Instant at) {

    public enum Kind {
        CLICKED,
        SAVED,
        APPLIED,
        DISMISSED,
        RATED
    }
}
