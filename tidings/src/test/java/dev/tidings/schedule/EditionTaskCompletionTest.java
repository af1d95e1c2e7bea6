package dev.tidings.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.UncategorizedSQLException;

class EditionTaskCompletionTest {
    private final EditionTaskCompletion tasks = new EditionTaskCompletion();

    @Test
    void workIsRetriedAfterATransientDatabaseError() {
        assertThat(tasks.unlessInProgress("1/1", () -> {
                    throw lockTimeout();
                }))
                .contains(EditionTaskCompletion.RETRY);
        assertThat(tasks.unlessInProgress("1/1", Optional::empty)).isEmpty();
    }

    @Test
    void aProgrammingErrorIsAFailure() {
        assertThatThrownBy(() -> tasks.unlessInProgress("1/1", () -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChunkInProgressOnThisNodeIsNotStartedAgain() {
        Optional<Duration> outer = tasks.unlessInProgress("1/1", () -> {
            assertThat(tasks.unlessInProgress("1/1", Optional::empty))
                    .contains(EditionTaskCompletion.WHILE_IN_PROGRESS);
            return tasks.unlessInProgress("1/2", () -> Optional.of(Duration.ofMinutes(5)));
        });

        assertThat(outer).contains(Duration.ofMinutes(5));
    }

    private static RuntimeException lockTimeout() {
        return new UncategorizedSQLException("settle", null, new SQLException("lock timeout", "55P03"));
    }
}
