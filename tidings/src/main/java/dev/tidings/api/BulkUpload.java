package dev.tidings.api;

import dev.tidings.bulk.ImportCutOff;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportReport;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Imports a request's body as rows: reads it as a stream and answers with a report. */
final class BulkUpload {
    private BulkUpload() {}

    interface RowImport {
        ImportReport read(InputStream in, ImportFormat format) throws IOException;
    }

    /**
     * Refuses other query parameters, and parameters without a value: whoever misspells a limit expects that it holds.
     *
     * @throws ResponseStatusException 400
     */
    static void requireParameters(HttpServletRequest request, Set<String> known) {
        UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .forEach((name, values) -> {
                    if (!known.contains(name)) {
                        throw new ResponseStatusException(
                                HttpStatus.BAD_REQUEST,
                                "There is no query parameter " + name + "; "
                                        + (known.isEmpty()
                                                ? "there are none"
                                                : "there are " + String.join(", ", known)));
                    }
                    if (values.stream().anyMatch(value -> value == null || value.isEmpty())) {
                        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, name + " has no value");
                    }
                });
    }

    /** Returns the report, as a problem if no row was accepted. */
    static ResponseEntity<Object> importRows(HttpServletRequest request, RowImport rows) throws IOException {
        ImportReport report;
        try {
            report = rows.read(request.getInputStream(), format(request));
        } catch (ImportCutOff e) {
            if (e.getCause() instanceof BodyTooLarge tooLarge) {
                throw tooLarge;
            }
            return cutOff(e);
        }
        if (report.accepted() > 0) {
            return ResponseEntity.ok(report);
        }
        ProblemDetail problem = ProblemDetails.of(
                HttpStatus.BAD_REQUEST,
                report.rejected() == 0 ? "The body has no rows" : "No row of the body could be imported");
        problem.setProperty("rejected", report.rejected());
        problem.setProperty("bad_rows", report.badRows());
        return ResponseEntity.badRequest().body(problem);
    }

    private static ResponseEntity<Object> cutOff(ImportCutOff failure) {
        ProblemDetail problem = ProblemDetails.of(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage()));
        problem.setProperty("accepted", failure.stored());
        return ResponseEntity.badRequest().body(problem);
    }

    static ImportFormat format(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("text/csv") ? ImportFormat.CSV : ImportFormat.NDJSON;
    }
}
