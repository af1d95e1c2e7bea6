package dev.tidings.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.Editions;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;

class EditionTaskCompletionTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

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

    @Test
    void workOnAnEditionThatCannotBeReadEndsWithOneLine() {
        app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        UncheckedTables.dropChecks(app.jdbc(), "edition");
        app.jdbc().sql("update edition set status = 'asleep'").update();
        long edition =
                app.get(Editions.class).list(null, null, null, 1).getFirst().id();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(EditionTaskCompletion.class);
        logger.addAppender(log);
        try {
            assertThat(tasks.unlessInProgress(edition + "/1", () -> app.deliver(edition, 1)))
                    .isEmpty();
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith("chunk " + edition + "/1 has no work: Edition " + edition
                            + " of living-lytics cannot be read: its status \"asleep\" is unknown to this release.");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void theScheduleGoesOnThoughItsEditionCannotBeRead() {
        Digest digest = app.get(DigestCatalog.class).primary();
        app.get(EditionOpener.class).openDue(digest);
        UncheckedTables.dropChecks(app.jdbc(), "edition");
        app.jdbc().sql("update edition set status = 'asleep'").update();

        tasks.ofSchedule(app.get(EditionOpener.class), digest);

        assertThat(app.get(Editions.class).list(null, null, null, 2)).hasSize(1);
    }

    private static RuntimeException lockTimeout() {
        return new UncategorizedSQLException("settle", null, new SQLException("lock timeout", "55P03"));
    }
}
