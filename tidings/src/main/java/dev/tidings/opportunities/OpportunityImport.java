package dev.tidings.opportunities;

import dev.tidings.bulk.BulkLoader;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Imports opportunities from the product, a file or a source, one row each. Required are {@code title} and {@code url};
 * optional are {@code id}, {@code description}, {@code organization}, {@code source}, {@code deadline}, {@code tags},
 * {@code discipline}, {@code type}, {@code location}, {@code fee}, {@code currency}, {@code award}, {@code remote},
 * {@code language}, {@code posted_at} and {@code status}.
 *
 * <p>A row creates or updates an opportunity. Absent columns keep their values. Rows with the same id or the same
 * canonical URL are the same opportunity, which keeps its id.
 */
@Component
public class OpportunityImport {
    private final BulkLoader loader;
    private final StagedOpportunities staged;
    private final NearDuplicates duplicates;
    private final InstantSource clock;

    OpportunityImport(BulkLoader loader, StagedOpportunities staged, NearDuplicates duplicates, InstantSource clock) {
        this.loader = loader;
        this.staged = staged;
        this.duplicates = duplicates;
        this.clock = clock;
    }

    /**
     * Imports all rows. Invalid rows are reported and skipped.
     *
     * @param format null to detect it by the first character
     * @throws FileRefused if the file has the wrong format
     * @throws IOException if the input ends early
     */
    public ImportReport importAll(InputStream in, @Nullable ImportFormat format, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), newTarget(ImportOrigin.IMPORT), progress);
    }

    /** Imports the items that a source lists now. Every row names its {@code source}. */
    public SourceImportReport importFromSource(List<ObjectNode> rows) {
        OpportunityImportTarget target = newTarget(ImportOrigin.SOURCE);
        ImportReport report = loader.load(rows, target);
        return new SourceImportReport(target.created(), target.updated(), report);
    }

    /** Records that a source still lists these URLs, without changes. */
    public void markSeen(String source, List<String> urls) {
        List<String> canonicalUrls =
                urls.stream().map(CanonicalUrl::of).filter(Objects::nonNull).toList();
        staged.markSeen(source, canonicalUrls, clock.instant());
    }

    /** When this address was first reported; empty if it never was, or is no web address. */
    public Optional<Instant> firstReportedAt(String url) {
        return Optional.ofNullable(CanonicalUrl.of(url)).flatMap(staged::firstReportedAt);
    }

    /**
     * Expires live opportunities that their source has withdrawn. Those of other sources stay.
     *
     * @return how many were live
     */
    public int withdraw(String source, List<String> urls) {
        List<String> canonicalUrls =
                urls.stream().map(CanonicalUrl::of).filter(Objects::nonNull).toList();
        return staged.withdraw(source, canonicalUrls, clock.instant());
    }

    private OpportunityImportTarget newTarget(ImportOrigin origin) {
        return new OpportunityImportTarget(staged, duplicates, origin, clock.instant());
    }
}
