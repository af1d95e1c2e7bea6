package dev.tidings.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates the schema to this program's version. Refuses a schema with other migrations with an {@link
 * UnusableDatabase} and does not change it.
 */
final class SchemaMigration implements FlywayMigrationStrategy {
    private static final String ANOTHER_DATABASE = "name another database in TIDINGS_DATABASE_URL or another schema in"
            + " TIDINGS_SCHEMA or, without TIDINGS_DATABASE_URL, another folder in TIDINGS_DATA";

    @Override
    public void migrate(Flyway flyway) {
        check(flyway.info().all());
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw new UnusableDatabase(
                        "This database has tables that are not Tidings' own: " + ANOTHER_DATABASE + ".");
            }
            throw e;
        }
    }

    /** Flyway alone accepts a schema with newer migrations and reports other differences in many lines. */
    private static void check(MigrationInfo[] migrations) {
        MigrationVersion known = MigrationVersion.EMPTY;
        MigrationVersion newest = MigrationVersion.EMPTY;
        for (MigrationInfo migration : migrations) {
            if (isMissing(migration.getState()) || differs(migration)) {
                throw new UnusableDatabase(
                        "This database was made by a development version before 0.1, or its migrations"
                                + " were changed, and this program cannot use it. Start with a new one: "
                                + ANOTHER_DATABASE + ".");
            }
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                newest = migration.getVersion();
            } else if (migration.isVersioned()) {
                known = migration.getVersion();
            }
        }
        if (newest.isNewerThan(known)) {
            throw new UnusableDatabase("This database has version " + newest + " of the schema, and this program knows "
                    + known + ": start the release that migrated it, or a newer one.");
        }
    }

    /** Whether it was applied but is unknown to this program, which knows newer ones. */
    private static boolean isMissing(MigrationState state) {
        return state == MigrationState.MISSING_SUCCESS || state == MigrationState.MISSING_FAILED;
    }

    private static boolean differs(MigrationInfo migration) {
        return migration.getState().isApplied()
                && migration.getState().isResolved()
                && !(migration.isChecksumMatching() && migration.isDescriptionMatching());
    }
}
