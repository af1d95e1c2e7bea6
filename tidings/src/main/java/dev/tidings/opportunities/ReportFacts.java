package dev.tidings.opportunities;

import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import org.jspecify.annotations.Nullable;

/**
 * What one report says about its call.
 *
 * @param call id of the group's original
 * @param status what the report's status makes of the call: live for a report that ended by its deadline
 * @param deadline null if the report states none
 */
record ReportFacts(
        String call, OpportunityStatus status, @Nullable Deadline deadline, StatedFee fee) {}
