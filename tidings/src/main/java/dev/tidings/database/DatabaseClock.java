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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The database's time, by which all nodes agree on what is due, too late or silent for too long. It is asked for every
 * few seconds and goes on in between by a clock that nobody can set: a node whose own clock is wrong, or jumps, harms
 * no letter.
 */
public final class DatabaseClock implements InstantSource, AutoCloseable {
    private static final Duration ASK_EVERY = Duration.ofSeconds(10);

    /** The database's moment lies anywhere between question and answer: what took longer says too little. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private record ClockSample(Instant time, long nanos) {}

    private final DataSource database;
    private final Ticker ticker;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-time").factory());
    private volatile ClockSample lastSample;

    /** Until the database has answered for the first time, the node's clock has to do. */
    DatabaseClock(DataSource database, NodeClock nodeClock, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
        lastSample = new ClockSample(nodeClock.source().instant(), ticker.nanos());
        synchronize();
        Future<?> _ = thread.scheduleWithFixedDelay(
                this::synchronize, ASK_EVERY.toSeconds(), ASK_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public Instant instant() {
        ClockSample reading = lastSample;
        return reading.time().plusNanos(ticker.nanos() - reading.nanos());
    }

    private void synchronize() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) ASK_EVERY.toSeconds());
            long asked = ticker.nanos();
            try (ResultSet answer = statement.executeQuery("select clock_timestamp()")) {
                long took = ticker.nanos() - asked;
                answer.next();
                if (took <= LONGEST_ANSWER.toNanos()) {
                    Instant time = answer.getObject(1, OffsetDateTime.class).toInstant();
                    lastSample = new ClockSample(time, asked + took / 2);
                }
            }
        } catch (SQLException e) {
            // Time goes on as it did; whoever needs the database for more will tell that it is away.
            return;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
