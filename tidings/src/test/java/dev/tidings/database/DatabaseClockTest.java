package dev.tidings.database;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.core.Ticker;
import dev.tidings.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseClockTest {
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final AtomicLong nanos = new AtomicLong(42);
    private final NodeClock fast =
            new NodeClock(() -> InstantSource.system().instant().plus(TWO_DAYS));

    @Test
    void theTimeIsTheDatabasesWhateverTheNodesClockShows() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, Ticker.SYSTEM)) {
            await().untilAsserted(
                            () -> assertThat(time.instant()).isCloseTo(databaseTime(), within(10, ChronoUnit.SECONDS)));
        }
    }

    @Test
    void betweenAnswersItGoesOnByTheClockThatNobodySets() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, nanos::get)) {
            Instant before = time.instant();
            nanos.addAndGet(Duration.ofMillis(1_500).toNanos());

            assertThat(time.instant()).isEqualTo(before.plusMillis(1_500));
        }
    }

    @Test
    void whileNoDatabaseHasAnsweredTheNodesClockHasToDo() {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        try (HikariDataSource closed = new HikariDataSource()) {
            closed.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
            closed.setInitializationFailTimeout(-1);
            closed.setConnectionTimeout(250);
            NodeClock node = new NodeClock(InstantSource.fixed(noon));
            try (DatabaseClock time = new DatabaseClock(closed, node, nanos::get)) {
                assertThat(time.instant()).isEqualTo(noon);
            }
        }
    }

    private static Instant databaseTime() {
        return database.jdbc()
                .sql("select clock_timestamp()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }
}
