package dev.tidings.audience;

import dev.tidings.audience.Preferences.ConsentSource;
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
 * Imports users from the product, one row each. Required are {@code id}, {@code email} and {@code account_id}; optional
 * are {@code name}, {@code time_zone}, {@code locale}, {@code plan}, {@code opt_in_digest} and {@code profile}.
 *
 * <p>A row creates or updates a user. Absent columns keep their values. Among rows with the same id, the last one wins.
 *
 * <p>{@code opt_in_digest} is the product's value. An operator's answer takes precedence over it, and the user's own over
 * both: after an opt-out by link or preferences page, a row's opt-in is ignored with a note, and after an opt-out by a
 * single row, the opt-in of an import.
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
     * Imports all rows. Invalid rows are reported and skipped.
     *
     * @param format null to detect it by the first character
     * @param source {@code IMPORT} or {@code API}
     * @throws FileRefused if the file has the wrong format
     * @throws IOException if the input ends early
     */
    public ImportReport importAll(
            InputStream in, @Nullable ImportFormat format, ConsentSource source, ImportProgress progress)
            throws IOException {
        return loader.load(RowReader.open(in, format), newTarget(source, true), progress);
    }

    /**
     * Imports one row, as an operator's answer. {@code email} and {@code account_id} are required only of a new user.
     *
     * @return notes on ignored values
     * @throws RowRefused if the row is invalid
     */
    public List<String> importOne(ObjectNode row) {
        return loader.load(row, newTarget(ConsentSource.API, false));
    }

    private UserImportTarget newTarget(ConsentSource source, boolean complete) {
        return new UserImportTarget(staged, catalog.primary().name(), source, complete);
    }
}
