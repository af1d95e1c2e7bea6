package dev.tidings.database;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.core.Ticker;
import dev.tidings.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    void timeComesFromTheDatabaseNotFromTheNodesClock() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, Ticker.SYSTEM)) {
            await().untilAsserted(
                            () -> assertThat(time.instant()).isCloseTo(databaseTime(), within(10, ChronoUnit.SECONDS)));
        }
    }

    @Test
    void timeAdvancesByTheMonotonicClockBetweenSynchronizations() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, nanos::get)) {
            Instant before = time.instant();
            nanos.addAndGet(Duration.ofMillis(1_500).toNanos());

            assertThat(time.instant()).isEqualTo(before.plusMillis(1_500));
        }
    }

    @Test
    void setTimeStartsThereAndRunsOn() {
        Instant start = Instant.parse("2031-01-01T00:00:00Z");
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, nanos::get, start)) {
            assertThat(time.instant()).isEqualTo(start);
            nanos.addAndGet(Duration.ofMinutes(3).toNanos());

            assertThat(time.instant()).isEqualTo(start.plus(Duration.ofMinutes(3)));
        }
    }

    @Test
    void theNodesClockIsUsedUntilTheDatabaseAnswers() {
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

    /** Moves only the monotonic clock, which looks the same as a step of the database's clock. */
    @Test
    void aStepOfTheDatabasesClockIsReportedWithSizeAndDirection() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, nanos::get)) {
            List<ClockStep> steps = new ArrayList<>();
            List<Instant> timesDuringStep = new ArrayList<>();
            time.onStep(step -> {
                steps.add(step);
                timesDuringStep.add(time.instant());
            });
            assertThat(time.lastStep()).as("the wrong node clock is not a step").isNull();

            nanos.addAndGet(Duration.ofHours(1).toNanos());
            time.synchronize();
            nanos.addAndGet(Duration.ofHours(-1).toNanos());
            time.synchronize();

            assertThat(steps).extracting(ClockStep::isBack).containsExactly(true, false);
            assertThat(steps)
                    .extracting(step -> step.size().abs())
                    .allSatisfy(size -> assertThat(size).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
            assertThat(steps.getFirst().description()).matches("stepped back by 3[56]\\d\\d seconds");
            assertThat(timesDuringStep.getFirst())
                    .as("listeners run before the time changes")
                    .isAfter(steps.getFirst().now().plusSeconds(3_000));
            assertThat(time.lastStep()).isEqualTo(steps.getLast());
            assertThat(time.instant()).isCloseTo(databaseTime(), within(10, ChronoUnit.SECONDS));
        }
    }

    /** The scheduler waits until this clock shows the time of its next poll. */
    @Test
    void aSchedulerPollsOnWhenTheClockIsSetBack() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger readings = new AtomicInteger();
        OneTimeTask<Void> task = Tasks.oneTime("after-a-step").execute((instance, context) -> runs.incrementAndGet());
        try (DatabaseClock time =
                new DatabaseClock(database.dataSource(), fast, () -> System.nanoTime() + nanos.get())) {
            Scheduler scheduler = Scheduler.create(database.dataSource(), task)
                    .clock(() -> {
                        readings.incrementAndGet();
                        return time.instant();
                    })
                    .pollingInterval(Duration.ofMillis(100))
                    .build();
            time.afterStep(scheduler::triggerCheckForDueExecutions);
            scheduler.start();
            try {
                nanos.addAndGet(Duration.ofHours(1).toNanos());
                int before = readings.get();
                await().until(() -> readings.get() > before + 20);
                time.synchronize();
                SchedulerClient.Builder.create(database.dataSource(), task)
                        .build()
                        .scheduleIfNotExists(task.instance("1"), databaseTime());

                await().untilAsserted(() -> assertThat(runs).hasValue(1));
            } finally {
                scheduler.stop();
            }
        }
    }

    @Test
    void aListenerThatFailsIsCalledAgain() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, nanos::get)) {
            List<ClockStep> calls = new ArrayList<>();
            time.onStep(step -> {
                calls.add(step);
                if (calls.size() == 1) {
                    throw new IllegalStateException("locked");
                }
            });
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            time.synchronize();
            time.synchronize();
            time.synchronize();

            assertThat(calls).hasSize(2);
        }
    }

    @Test
    void aSmallDriftIsNotReportedAsAStep() {
        try (DatabaseClock time = new DatabaseClock(database.dataSource(), fast, nanos::get)) {
            nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            time.synchronize();

            assertThat(time.lastStep()).isNull();
        }
    }

    private static Instant databaseTime() {
        return database.jdbc()
                .sql("select clock_timestamp()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }
}
