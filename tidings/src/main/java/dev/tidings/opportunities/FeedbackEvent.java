package dev.tidings.opportunities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a reader, or a machine in their name, did with what they were sent.
 *
 * @param opportunityId null for an opened letter
 * @param rating 1 to 5 where {@code kind} is RATED, else null
 * @param letterId the letter that it came back from, or null
 */
public record FeedbackEvent(
        String userId,
        @Nullable String opportunityId,
        FeedbackKind kind,
        @Nullable Integer rating,
        Instant occurredAt,
        boolean machine,
        @Nullable Long letterId) {

    public enum FeedbackKind {
        SENT,
        OPENED,
        CLICKED,
        SAVED,
        APPLIED,
        DISMISSED,
        RATED
    }
}
