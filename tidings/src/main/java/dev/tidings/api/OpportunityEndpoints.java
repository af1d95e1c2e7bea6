package dev.tidings.api;

import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.opportunities.FeedbackImport;
import dev.tidings.opportunities.OpportunityImport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Opportunities and users' feedback, updated by the product. */
@RestController
@Tag(name = "Opportunities")
class OpportunityEndpoints {
    private final OpportunityImport opportunities;
    private final FeedbackImport feedback;

    OpportunityEndpoints(OpportunityImport opportunities, FeedbackImport feedback) {
        this.opportunities = opportunities;
        this.feedback = feedback;
    }

    @PostMapping("/v1/opportunities/bulk")
    @Operation(
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
        return BulkUpload.importRows(
                request, (in, format) -> opportunities.importAll(in, format, ImportProgress.none()));
    }

    @PostMapping("/v1/feedback/bulk")
    @Operation(
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
        return BulkUpload.importRows(request, (in, format) -> feedback.importAll(in, format, ImportProgress.none()));
    }
}
