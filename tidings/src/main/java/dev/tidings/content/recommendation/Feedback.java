package dev.tidings.content.recommendation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a reader, or a machine in their name, did with what they were sent.
 *
 * @param opportunityId null for an opened letter
 * @param rating 1 to 5 where {@code kind} is RATED, else null
 * @param letterId the letter that it came back from, or null
 */
public record Feedback(
        String userId,
        @Nullable String opportunityId,
        Kind kind,
        @Nullable Integer rating,
        Instant at,
        boolean machine,
        @Nullable Long letterId) {

    public enum Kind {
        SENT,
        OPENED,
        CLICKED,
        SAVED,
        APPLIED,
        DISMISSED,
        RATED
    }
}
