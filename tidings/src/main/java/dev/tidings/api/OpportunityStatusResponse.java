package dev.tidings.api;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The status that an operator gave to all reports of an opportunity.
 *
 * @param reports their number, with this one
 */
@Schema(name = "OpportunityStatus")
record OpportunityStatusResponse(
        String id,

        @Schema(description = "live, hidden or expired", example = "hidden")
        String status,

        int reports) {}
