package dev.tidings.opportunities;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An opportunity to apply for.
 *
 * @param source name of the source
 * @param deadline null for no deadline
 * @param tags as given; compared without regard to case
 * @param fee the least that one entry costs; zero if free, null if unknown
 * @param currency of the fee (ISO 4217), or null
 * @param feeText the fee as the source words it; null if it gave only an amount, or nothing
 * @param award as the organization describes it
 * @param language of the texts, a BCP 47 tag, or null
 * @param duplicateOf id of the original report, or null
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
        @Nullable String feeText,
        @Nullable String award,
        boolean remote,
        @Nullable String language,
        @Nullable Instant postedAt,
        OpportunityStatus status,
        @Nullable String duplicateOf) {

    /** The call's original report: the same for all reports of one call. */
    public String call() {
        return duplicateOf == null ? id : duplicateOf;
    }

    /** This report as readers get it: with the deadline and fee of its call, and live only if the call is, too. */
    public Opportunity with(CallFacts facts) {
        return new Opportunity(
                id,
                title,
                description,
                url,
                organization,
                source,
                facts.deadline(),
                tags,
                disciplines,
                type,
                location,
                facts.fee(),
                facts.currency(),
                facts.feeText(),
                award,
                remote,
                language,
                postedAt,
                status == OpportunityStatus.LIVE ? facts.status() : status,
                duplicateOf);
    }

    public enum OpportunityStatus {
        LIVE,
        /** Hidden by an operator. */
        HIDDEN,
        EXPIRED
    }
}
