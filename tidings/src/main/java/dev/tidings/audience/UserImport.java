package dev.tidings.audience;

import dev.tidings.bulk.BulkLoader;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowReader;
import dev.tidings.bulk.RowRefused;
import dev.tidings.digest.DigestCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Users as the product describes them, one line each: {@code id}, {@code email}, {@code account_id}, and if there is
 * more to say {@code name}, {@code time_zone}, {@code locale}, {@code plan}, {@code opt_in_digest}, {@code profile}.
 *
 * <p>A line creates its user or changes what it names; what it leaves out stays. Among lines with one id the later wins.
 *
 * <p>A line's {@code opt_in_digest} is the product's word. The user's own stands above it: where the last answer that a
 * user gave by a link, the preferences or the console was no, a line's yes changes nothing and is noted.
 */
@Component
public class UserImport {
    private final BulkLoader loader;
    private final StagedUsers staged;
    private final DigestCatalog catalog;

    UserImport(BulkLoader loader, StagedUsers staged, DigestCatalog catalog) {
        this.loader = loader;
        this.staged = staged;
        this.catalog = catalog;
    }

    /**
     * Reads lines to the end; bad ones are reported and cost no other.
     *
     * @param format null to be told by the first character
     * @param how {@code IMPORT} or {@code API}
     * @throws FileRefused if no line of such a file could be taken
     * @throws IOException if the lines break off
     */
    public ImportReport importAll(
            InputStream in, @Nullable ImportFormat format, Preferences.ConsentSource how, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), destination(how), progress);
    }

    /**
     * Takes one line.
     *
     * @return remarks on what was not taken as written
     * @throws RowRefused if it cannot be taken
     */
    public List<String> importOne(ObjectNode line) {
        return loader.load(line, destination(Preferences.ConsentSource.API));
    }

    private UserImportTarget destination(Preferences.ConsentSource how) {
        return new UserImportTarget(staged, catalog.primary().name(), how);
    }
}
