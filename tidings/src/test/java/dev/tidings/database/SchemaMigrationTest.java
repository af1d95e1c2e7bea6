package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testing.TestDatabase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
    private static final String SCHEMA = "migrated";

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void open() {
        database.open();
    }

    @AfterEach
    void close() {
        database.afterAll(null);
    }

    @Test
    void anEmptyDatabaseIsMigratedAndAcceptedAtTheNextStart() {
        migrate(SCHEMA);
        migrate(SCHEMA);

        assertThat(count("select count(*) from migrated.users")).isZero();
    }

    @Test
    void aDatabaseOfADevelopmentVersionIsRefused() {
        migrate(SCHEMA);
        change("update migrated.flyway_schema_history set description = 'house', checksum = 7 where version = '1'");
        for (int version = 2; version <= 14; version++) {
            addApplied(version);
        }

        assertRefused(() -> migrate(SCHEMA), "This database was made by a development version before 0.1");
    }

    @Test
    void aMigrationWithAnotherChecksumIsRefused() {
        migrate(SCHEMA);
        change("update migrated.flyway_schema_history set checksum = checksum + 1 where version = '1'");

        assertRefused(() -> migrate(SCHEMA), "its migrations were changed, and this program cannot use it");
    }

    @Test
    void anUnknownMigrationIsRefused() {
        migrate(SCHEMA);
        change("update migrated.flyway_schema_history set version = '0.9' where version = '1'");

        assertRefused(() -> migrate(SCHEMA), "its migrations were changed, and this program cannot use it");
    }

    @Test
    void aSchemaNewerThanTheProgramIsRefused() {
        migrate(SCHEMA);
        addApplied(2);

        assertRefused(
                () -> migrate(SCHEMA),
                "This database has version 2 of the schema, and this program knows 1: start the release that migrated it");
    }

    @Test
    void tablesOfAnotherProgramAreLeftAlone() {
        change("create schema migrated");
        change("create table migrated.other ()");

        assertRefused(() -> migrate(SCHEMA), "This database has tables that are not Tidings' own");
        assertThat(count("select count(*) from information_schema.tables where table_schema = 'migrated'"))
                .isEqualTo(1);
    }

    private void migrate(String schema) {
        new SchemaMigration()
                .migrate(Flyway.configure()
                        .dataSource(database.dataSource())
                        .schemas(schema)
                        .load());
    }

    private void addApplied(int version) {
        database.jdbc().sql("""
                        insert into migrated.flyway_schema_history
                            (installed_rank, version, description, type, script, checksum, installed_by, execution_time,
                                success)
                        values (:version * 10, :version::text, 'later', 'SQL', 'later.sql', 1, 'test', 1, true)""").param("version", version).update();
    }

    private void change(String statement) {
        database.jdbc().sql(statement).update();
    }

    private int count(String query) {
        return database.jdbc().sql(query).query(Integer.class).single();
    }

    private static void assertRefused(ThrowingCallable start, String reason) {
        assertThatThrownBy(start)
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1);
    }
}
