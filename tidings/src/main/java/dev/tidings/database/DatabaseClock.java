package dev.tidings.database;

import dev.tidings.core.Ticker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that follows the database's time, so all nodes agree on due times and timeouts. It synchronizes every few
 * seconds and uses the monotonic clock in between: a wrong or changed system clock of a node has no effect.
 */
public final class DatabaseClock implements InstantSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    /** Short, since nodes that notice a step of the database's clock at different times disagree in between. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(2);

    private static final int QUERY_TIMEOUT_SECONDS = 10;

    /** Smallest difference from the expected time that counts as a step. Drift is not reported. */
    public static final Duration LEAST_STEP = Duration.ofSeconds(5);

    /** The database's time lies between request and response. A slower response is too imprecise and is ignored. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private record ClockSample(Instant time, long nanos) {}

    private final DataSource database;
    private final Ticker ticker;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-time").factory());
    private final List<Consumer<ClockStep>> stepListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> afterStepActions = new CopyOnWriteArrayList<>();
    private volatile ClockSample lastSample;
    private volatile @Nullable ClockStep lastStep;
    private @Nullable ClockStep unhandledStep;
    private boolean answered;

    /** Difference from the database's time. Zero unless the time was set. */
    private volatile Duration offset = Duration.ZERO;

    /** A clock that shows the database's time. */
    DatabaseClock(DataSource database, NodeClock nodeClock, Ticker ticker) {
        this(database, nodeClock, ticker, null);
    }

    /**
     * Uses the node's clock until the database has answered once.
     *
     * @param start the time that the clock shows first, or null for the database's time
     */
    DatabaseClock(DataSource database, NodeClock nodeClock, Ticker ticker, @Nullable Instant start) {
        this.database = database;
        this.ticker = ticker;
        lastSample = new ClockSample(nodeClock.source().instant(), ticker.nanos());
        synchronize();
        if (start != null) {
            offset = Duration.between(instant(), start);
            log.info("the time is set (TIDINGS_CLOCK): it is {} now", start);
        }
        Future<?> _ = thread.scheduleWithFixedDelay(
                this::synchronize, ASK_EVERY.toSeconds(), ASK_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public Instant instant() {
        ClockSample reading = lastSample;
        return reading.time().plus(offset).plusNanos(ticker.nanos() - reading.nanos());
    }

    /**
     * The last step of the database's clock that this node noticed; null if there was none.
     */
    public @Nullable ClockStep lastStep() {
        return lastStep;
    }

    /** Registers a listener that is called before this clock shows the time after a step. */
    public void onStep(Consumer<ClockStep> listener) {
        stepListeners.add(listener);
    }

    /**
     * Registers an action that runs as soon as this clock shows the time after a step. Whoever waits until a time that
     * this clock showed before needs it: after a step back, that time is too far away.
     */
    public void afterStep(Runnable action) {
        afterStepActions.add(action);
    }

    synchronized void synchronize() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            long start = ticker.nanos();
            try (ResultSet result = statement.executeQuery("select clock_timestamp()")) {
                long took = ticker.nanos() - start;
                result.next();
                if (took <= LONGEST_ANSWER.toNanos()) {
                    Instant time = result.getObject(1, OffsetDateTime.class).toInstant();
                    update(new ClockSample(time, start + took / 2));
                }
            }
        } catch (SQLException e) {
            // Keep the last sample. Other users of the database report the failure.
            return;
        }
    }

    private void update(ClockSample sample) {
        ClockSample before = lastSample;
        Instant expected = before.time().plusNanos(sample.nanos() - before.nanos());
        Duration size = Duration.between(expected, sample.time());
        boolean stepped = answered && size.abs().compareTo(LEAST_STEP) >= 0;
        if (stepped) {
            ClockStep step = new ClockStep(size, sample.time().plus(offset), sample.nanos());
            log.warn(
                    "the database's clock {}, measured against this node's monotonic clock: it was set, or this node was suspended",
                    step.description());
            lastStep = step;
            unhandledStep = step;
        }
        if (unhandledStep != null) {
            handle(unhandledStep);
        }
        answered = true;
        lastSample = sample;
        if (stepped) {
            runAfterStepActions();
        }
    }

    private void runAfterStepActions() {
        try {
            afterStepActions.forEach(Runnable::run);
        } catch (RuntimeException e) {
            log.warn("waits may last longer after the step of the database's clock: {}", e.toString());
        }
    }

    /** Calls the listeners. If one fails, all are called again at the next answer. */
    private void handle(ClockStep step) {
        try {
            stepListeners.forEach(listener -> listener.accept(step));
            unhandledStep = null;
        } catch (RuntimeException e) {
            log.warn("waits not yet adjusted to the database's clock: {}", DatabaseFault.describe(e));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
