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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opportunities as the product, a file or a source describes them, one line each: {@code title} and {@code url}, and if
 * there is more to say {@code id}, {@code description}, {@code organization}, {@code source}, {@code deadline}, {@code tags},
 * {@code discipline}, {@code type}, {@code location}, {@code fee}, {@code currency}, {@code award}, {@code remote},
 * {@code language}, {@code posted_at}, {@code status}.
 *
 * <p>A line creates its opportunity or changes what it names; what it leaves out stays. The same id or the same address,
 * but for what tells where a visitor came from, is the same opportunity and keeps its id.
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
     * Reads lines to the end; bad ones are reported and cost no other.
     *
     * @param format null to be told by the first character
     * @throws FileRefused if no line of such a file could be taken
     * @throws IOException if the lines break off
     */
    public ImportReport importAll(InputStream in, @Nullable ImportFormat format, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), destination(ImportOrigin.IMPORT), progress);
    }

    /** Takes what a source lists now; every line names its {@code source}. */
    public SourceImportReport importFromSource(List<ObjectNode> lines) {
        OpportunityImportTarget destination = destination(ImportOrigin.SOURCE);
        ImportReport report = loader.load(lines, destination);
        return new SourceImportReport(destination.created(), destination.updated(), report);
    }

    /** Takes note that a source still lists these pages, as it did before. */
    public void markSeen(String source, List<String> urls) {
        List<String> canonical =
                urls.stream().map(CanonicalUrl::of).filter(Objects::nonNull).toList();
        staged.markSeen(source, canonical, clock.instant());
    }

    private OpportunityImportTarget destination(ImportOrigin voice) {
        return new OpportunityImportTarget(staged, duplicates, voice, clock.instant());
    }
}
