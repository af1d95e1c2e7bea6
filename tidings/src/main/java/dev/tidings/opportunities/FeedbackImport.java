package dev.tidings.opportunities;

import dev.tidings.bulk.BulkLoader;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What readers did elsewhere, as the product tells it, one line each: {@code user_id}, {@code opportunity_id}, {@code kind}
 * and {@code at}, a {@code rating} where the kind is {@code rated}, and {@code machine} where it was none of their doing. The
 * same line a second time changes nothing.
 */
@Component
public class FeedbackImport {
    private final BulkLoader loader;
    private final StagedFeedback staged;
    private final InstantSource clock;

    FeedbackImport(BulkLoader loader, StagedFeedback staged, InstantSource clock) {
        this.loader = loader;
        this.staged = staged;
        this.clock = clock;
    }

    /**
     * Reads lines to the end; bad ones, and those about users or opportunities that are not known, are reported and cost no
     * other.
     *
     * @param format null to be told by the first character
     * @throws FileRefused if no line of such a file could be taken
     * @throws IOException if the lines break off
     */
    public ImportReport importAll(InputStream in, @Nullable ImportFormat format, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), new FeedbackImportTarget(staged, clock.instant()), progress);
    }
}
