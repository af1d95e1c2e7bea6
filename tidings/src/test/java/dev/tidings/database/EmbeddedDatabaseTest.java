package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedDatabaseTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void textOrderDoesNotDependOnTheMachinesLocale() {
        assertThat(database.jdbc()
                        .sql("select name from (values ('ä'), ('a'), ('Z'), ('z')) as t (name) order by name")
                        .query(String.class)
                        .list())
                .containsExactly("Z", "a", "z", "ä");
    }

    @Test
    void caseConversionWorksBeyondAscii() {
        assertThat(database.jdbc()
                        .sql("select lower('ÉCOLE') || upper('äß')")
                        .query(String.class)
                        .single())
                .isEqualTo("écoleÄß");
    }
}
