package dev.tidings.api;

import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.content.metrics.MetricsImport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The accounts' daily metrics, updated by the product. */
@RestController
@Tag(name = "Metrics")
class MetricsEndpoints {
    private final JsonMapper json = new JsonMapper();
    private final MetricsImport metrics;

    MetricsEndpoints(MetricsImport metrics) {
        this.metrics = metrics;
    }

    @PostMapping("/v1/metrics/ingest")
    @Operation(
            operationId = "ingestMetrics",
            summary = "Stores one line: one account's day from one source; it replaces an earlier one")
    ImportReport ingest(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(ref = RowSchemas.METRICS),
                                            examples = @ExampleObject(ApiExamples.METRICS)))
                    @RequestBody
                    Map<String, @Nullable Object> line) {
        metrics.importOne(json.valueToTree(line));
        return new ImportReport(1, 0, List.of(), 0, List.of());
    }

    @PostMapping("/v1/metrics/bulk")
    @Operation(
            operationId = "importMetrics",
            summary = "Imports any number of lines (NDJSON, or CSV as text/csv; also gzipped)",
            description = "Valid lines are stored, invalid ones are reported by line. 400 if no line could be stored.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = ApiExamples.NDJSON,
                                            examples = @ExampleObject(ApiExamples.METRICS))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(implementation = ImportReport.class))))
    ResponseEntity<Object> bulk(HttpServletRequest request) throws IOException {
        BulkUpload.requireParameters(request, Set.of());
        return BulkUpload.importRows(request, (in, format) -> metrics.importAll(in, format, ImportProgress.none()));
    }
}
