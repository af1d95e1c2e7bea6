package dev.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void everyTableOfTheRequirementStands() {
        assertThat(database.jdbc()
                        .sql("select table_name from information_schema.tables where table_schema = 'public'")
                        .query(String.class)
                        .list())
                .contains("users", "digest_log", "metrics", "edition", "chunk", "delivery", "scheduled_tasks");
    }
}
