package dev.tidings.opportunities;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to apply for.
 *
 * @param source the name of where it was found
 * @param deadline null if it takes applications until further notice
 * @param tags as they were given; compared without regard to case
 * @param fee what applying costs; zero if it is free, null if nobody said
 * @param currency of the fee (ISO 4217), or null
 * @param award in its organization's words
 * @param language of its texts, a BCP 47 tag, or null
 * @param duplicateOf the id of the opportunity that this one reports a second time, or null
 */
public record Opportunity(
        String id,
        String title,
        @Nullable String description,
        String url,
        @Nullable String organization,
        String source,
        @Nullable Deadline deadline,
        List<String> tags,
        List<String> disciplines,
        @Nullable String type,
        @Nullable String location,
        @Nullable BigDecimal fee,
        @Nullable String currency,
        @Nullable String award,
        boolean remote,
        @Nullable String language,
        @Nullable Instant postedAt,
        OpportunityStatus status,
        @Nullable String duplicateOf) {

    public enum OpportunityStatus {
        LIVE,
        /** Taken out of sight by an operator. */
        HIDDEN,
        EXPIRED
    }
}
