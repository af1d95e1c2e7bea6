package dev.tidings.scraping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visit of a source came to. {@code found = created + updated + unchanged + refused}, unless what was found was not
 * to be believed.
 *
 * @param httpStatus the first document's, or null if no server answered
 * @param documents how many were fetched
 * @param bytes of all documents, unzipped
 * @param found how many items the documents hold, those among them that have not changed since
 * @param refused items that could not be taken; the notes say why
 * @param problem why the run failed or is not to be believed, or null
 * @param notes remarks on single items and documents, the first {@value #MAX_NOTES}
 * @param samples the first items, as they were understood
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
        List<RunSample> samples) {
    static final int MAX_NOTES = 50;
    static final int MAX_SAMPLES = 5;

    public enum SourceRunOutcome {
        OK,
        /** The server said that nothing has changed. */
        UNCHANGED,
        FAILED,
        /** Far less was found than usual, or hardly anything of it could be understood. */
        SUSPICIOUS
    }

    /** An item as it was understood. */
    public record RunSample(
            String title, String url, @Nullable LocalDate deadline) {}
}
