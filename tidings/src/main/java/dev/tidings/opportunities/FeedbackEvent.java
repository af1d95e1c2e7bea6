package dev.tidings.opportunities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action of a reader, or of a machine on the reader's behalf, on a letter or opportunity.
 *
 * @param opportunityId null for {@code OPENED}
 * @param rating 1 to 5 for {@code RATED}, else null
 * @param letterId the letter it came from, or null
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
