package dev.tidings.api;

import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.opportunities.FeedbackImport;
import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.opportunities.OpportunitySplits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Opportunities and users' feedback, updated by the product. */
@RestController
@Tag(name = "Opportunities")
class OpportunityEndpoints {
    private final Opportunities opportunities;
    private final OpportunitySplits splits;
    private final OpportunityImport opportunityImport;
    private final FeedbackImport feedback;

    OpportunityEndpoints(
            Opportunities opportunities,
            OpportunitySplits splits,
            OpportunityImport opportunityImport,
            FeedbackImport feedback) {
        this.opportunities = opportunities;
        this.splits = splits;
        this.opportunityImport = opportunityImport;
        this.feedback = feedback;
    }

    @GetMapping("/v1/opportunities/{id}")
    @Refusals({404})
    @Operation(operationId = "getOpportunity", summary = "One opportunity, with the other reports of it")
    OpportunityResponse get(@PathVariable String id) {
        return response(id);
    }

    @PostMapping("/v1/opportunities/{id}/split")
    @Refusals({404, 409})
    @Operation(
            operationId = "splitOpportunity",
            summary = "Separates a report from the others of the same opportunity",
            description = "They are not joined again, unless the split is undone. 409 if there is no other report.")
    OpportunityResponse split(@PathVariable String id) {
        response(id);
        if (!splits.split(id)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Opportunity \"" + id + "\" has no duplicates");
        }
        return response(id);
    }

    @PostMapping("/v1/opportunities/{id}/join")
    @Refusals({404, 409})
    @Operation(
            operationId = "joinOpportunity",
            summary = "Undoes the latest split of a report or its group",
            description = "The reports are compared again, and joined if they match. 409 if there is no split.")
    OpportunityResponse join(@PathVariable String id) {
        response(id);
        if (!splits.join(id)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Opportunity \"" + id + "\" was not split");
        }
        return response(id);
    }

    @PostMapping("/v1/opportunities/{id}/hide")
    @Refusals({404})
    @Operation(
            operationId = "hideOpportunity",
            summary = "Hides all reports of an opportunity",
            description = "They are picked for nobody, whatever their sources report, until they are shown again.")
    OpportunityStatusResponse hide(@PathVariable String id) {
        return changed(id, OpportunityStatus.HIDDEN, opportunities.hide(id));
    }

    @PostMapping("/v1/opportunities/{id}/show")
    @Refusals({404})
    @Operation(
            operationId = "showOpportunity",
            summary = "Makes all reports of an opportunity live, whatever their status")
    OpportunityStatusResponse show(@PathVariable String id) {
        return changed(id, OpportunityStatus.LIVE, opportunities.show(id));
    }

    @PostMapping("/v1/opportunities/{id}/expire")
    @Refusals({404})
    @Operation(
            operationId = "expireOpportunity",
            summary = "Expires all reports of an opportunity before their deadline",
            description = "They stay expired, whatever their sources report, until they are shown again.")
    OpportunityStatusResponse expire(@PathVariable String id) {
        return changed(id, OpportunityStatus.EXPIRED, opportunities.expire(id));
    }

    private static OpportunityStatusResponse changed(String id, OpportunityStatus status, int reports) {
        if (reports == 0) {
            throw unknown(id);
        }
        return new OpportunityStatusResponse(id, EditionResponse.lowerCase(status), reports);
    }

    private static ResponseStatusException unknown(String id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no opportunity \"" + id + "\"");
    }

    private OpportunityResponse response(String id) {
        return opportunities
                .find(id)
                .map(OpportunityRecord::opportunity)
                .map(found -> OpportunityResponse.of(found, opportunities.duplicatesOf(found)))
                .orElseThrow(() -> unknown(id));
    }

    @PostMapping("/v1/opportunities/bulk")
    @Operation(
            operationId = "importOpportunities",
            summary = "Imports any number of opportunities (NDJSON, or CSV as text/csv; also gzipped)",
            description = "Valid lines are stored, invalid ones are reported by line. 400 if no line could be stored.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = ApiExamples.NDJSON,
                                            examples = @ExampleObject(ApiExamples.OPPORTUNITY))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(implementation = ImportReport.class))))
    ResponseEntity<Object> bulk(HttpServletRequest request) throws IOException {
        BulkUpload.requireParameters(request, Set.of());
        return BulkUpload.importRows(
                request, (in, format) -> opportunityImport.importAll(in, format, ImportProgress.none()));
    }

    @PostMapping("/v1/feedback/bulk")
    @Operation(
            operationId = "importFeedback",
            summary = "Imports users' feedback on opportunities (NDJSON, or CSV as text/csv; also gzipped)",
            description = "Valid lines are stored. Invalid ones and those about unknown users or opportunities are"
                    + " reported by line. 400 if no line could be stored.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = ApiExamples.NDJSON,
                                            examples = @ExampleObject(ApiExamples.FEEDBACK))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(implementation = ImportReport.class))))
    ResponseEntity<Object> bulkFeedback(HttpServletRequest request) throws IOException {
        BulkUpload.requireParameters(request, Set.of());
        return BulkUpload.importRows(request, (in, format) -> feedback.importAll(in, format, ImportProgress.none()));
    }
}
