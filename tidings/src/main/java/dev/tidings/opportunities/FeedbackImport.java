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
 * Imports readers' actions recorded elsewhere, one row each: {@code user_id}, {@code opportunity_id}, {@code kind},
 * {@code at}, {@code rating} for kind {@code rated}, and {@code machine} for automated actions. Importing the same row
 * twice changes nothing.
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
     * Imports all rows. Invalid rows and rows with unknown users or opportunities are reported and skipped.
     *
     * @param format null to detect it by the first character
     * @throws FileRefused if the file has the wrong format
     * @throws IOException if the input ends early
     */
    public ImportReport importAll(InputStream in, @Nullable ImportFormat format, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), new FeedbackImportTarget(staged, clock.instant()), progress);
    }
}
