package dev.tidings.scraping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run of a source. {@code found = created + updated + unchanged + refused}, unless the run is
 * suspicious.
 *
 * @param httpStatus of the first document; null without a response
 * @param documents number of requests
 * @param bytes size of all documents after decompression
 * @param found items in all documents, including unchanged ones
 * @param refused items that could not be imported; the notes say why
 * @param problem why the run failed or is suspicious, or null
 * @param notes remarks on items and documents, the first {@value #MAX_NOTES}
 * @param samples the first items, as converted
 * @param fieldHits the fields that the run found
 */
public record SourceRun(
        String source,
        Instant startedAt,
        Instant endedAt,
        SourceRunOutcome outcome,
        @Nullable Integer httpStatus,
        int documents,
        long bytes,
        int found,
        int created,
        int updated,
        int unchanged,
        int refused,
        @Nullable String problem,
        List<String> notes,
        List<RunSample> samples,
        FieldHits fieldHits) {
    static final int MAX_NOTES = 50;
    static final int MAX_SAMPLES = 5;

    public enum SourceRunOutcome {
        OK,
        /** The server reported no change. */
        UNCHANGED,
        FAILED,
        /** Far fewer items than average, most of them could not be parsed, or all lack a field that items had before. */
        SUSPICIOUS
    }

    /** A converted item. */
    public record RunSample(
            String title, String url, @Nullable LocalDate deadline) {}
}
