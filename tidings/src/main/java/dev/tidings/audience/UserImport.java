package dev.tidings.audience;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.BulkLoader;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowReader;
import dev.tidings.bulk.RowRefused;
import dev.tidings.bulk.SpooledFile;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
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
    private final @Nullable ChangeLimit defaultLimit;

    UserImport(BulkLoader loader, StagedUsers staged, DigestCatalog catalog, InstallationSettings installation) {
        this.loader = loader;
        this.staged = staged;
        this.catalog = catalog;
        Double maxChange = installation.imports().maxChange();
        this.defaultLimit = maxChange == null ? null : new ChangeLimit(maxChange);
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
     * Imports all rows as {@link #importAll(InputStream, ImportFormat, ConsentSource, ImportProgress)} does, unless they
     * would change more users than the limit permits. The whole input is read and compared before the first row is
     * stored.
     *
     * @param limit null for none
     * @throws TooManyChanges if the limit is exceeded; nothing is stored
     */
    public ImportReport importAll(
            InputStream in,
            @Nullable ImportFormat format,
            ConsentSource source,
            ImportProgress progress,
            @Nullable ChangeLimit limit)
            throws IOException {
        if (limit == null) {
            return importAll(in, format, source, progress);
        }
        try (SpooledFile spooled = SpooledFile.of(in)) {
            try (InputStream rows = spooled.open()) {
                compare(rows, format, source).requirePermitted(limit);
            }
            try (InputStream rows = spooled.open()) {
                return importAll(rows, format, source, progress);
            }
        }
    }

    /** Compares all rows with the users, and stores nothing. Exceptions are those of an import. */
    public UserDryRun dryRun(InputStream in, @Nullable ImportFormat format, ConsentSource source) throws IOException {
        try (SpooledFile spooled = SpooledFile.of(in);
                InputStream rows = spooled.open()) {
            return compare(rows, format, source);
        }
    }

    /** The limit of an import that gives none, from the configuration; null for none. */
    public @Nullable ChangeLimit defaultLimit() {
        return defaultLimit;
    }

    private UserDryRun compare(InputStream in, @Nullable ImportFormat format, ConsentSource source) throws IOException {
        BulkLoader.StagedResult<UserChanges> staged = loader.stage(
                RowReader.open(in, format), newTarget(source, true), () -> this.staged.countChanges(source));
        return new UserDryRun(staged.report(), staged.result());
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
