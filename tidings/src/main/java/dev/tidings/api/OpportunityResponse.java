package dev.tidings.api;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One opportunity.
 *
 * @param deadlineAt the exact time, or null
 * @param duplicates the other reports of the same opportunity, the oldest first
 */
@Schema(name = "Opportunity")
record OpportunityResponse(
        String id,
        String title,
        String url,
        @Nullable String organization,
        @Nullable String description,
        String source,
        @Nullable LocalDate deadline,
        @Nullable Instant deadlineAt,
        List<String> tags,
        List<String> discipline,
        @Nullable String type,
        @Nullable String location,

        @Schema(description = "the least that one entry costs; 0: free, null: unknown") @Nullable
        BigDecimal fee,

        @Nullable String currency,

        @Schema(description = "the fee as the source words it") @Nullable
        String feeText,

        @Nullable String award,
        boolean remote,
        @Nullable String language,

        @Schema(description = "live, hidden or expired", example = "live")
        String status,

        List<OpportunityDuplicate> duplicates) {

    /** Another report of the same opportunity. */
    record OpportunityDuplicate(
            String id,
            String source,
            String title,
            String url,
            String status,
            @Nullable LocalDate deadline,
            @Nullable Instant deadlineAt,
            @Nullable BigDecimal fee,
            @Nullable String currency,
            @Nullable String feeText) {
        static OpportunityDuplicate of(OpportunityRecord duplicate) {
            Opportunity opportunity = duplicate.opportunity();
            Deadline deadline = opportunity.deadline();
            return new OpportunityDuplicate(
                    opportunity.id(),
                    opportunity.source(),
                    opportunity.title(),
                    opportunity.url(),
                    EditionResponse.lowerCase(opportunity.status()),
                    deadline == null ? null : deadline.date(),
                    deadline == null ? null : deadline.time(),
                    opportunity.fee(),
                    opportunity.currency(),
                    opportunity.feeText());
        }
    }

    static OpportunityResponse of(Opportunity opportunity, List<OpportunityRecord> duplicates) {
        Deadline deadline = opportunity.deadline();
        return new OpportunityResponse(
                opportunity.id(),
                opportunity.title(),
                opportunity.url(),
                opportunity.organization(),
                opportunity.description(),
                opportunity.source(),
                deadline == null ? null : deadline.date(),
                deadline == null ? null : deadline.time(),
                opportunity.tags(),
                opportunity.disciplines(),
                opportunity.type(),
                opportunity.location(),
                opportunity.fee(),
                opportunity.currency(),
                opportunity.feeText(),
                opportunity.award(),
                opportunity.remote(),
                opportunity.language(),
                EditionResponse.lowerCase(opportunity.status()),
                duplicates.stream().map(OpportunityDuplicate::of).toList());
    }
}
