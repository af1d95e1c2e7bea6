package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.List;

/** Faults of PostgreSQL: its processes, disk, clock and locks. */
final class DatabaseFaults {
    private static final Duration LOCK_LIMIT = Duration.ofMillis(200);
    private static final Duration STATEMENT_LIMIT = Duration.ofMillis(500);

    /** Offsets below one day: deferred letters fail after a day. */
    private static final List<Duration> CLOCK_OFFSETS = List.of(
            Duration.ofHours(-1),
            Duration.ofHours(1),
            Duration.ofSeconds(-40),
            Duration.ofSeconds(40),
            Duration.ofHours(-2));

    private final Testbed testbed;
    private final BackgroundActions background;

    DatabaseFaults(Testbed testbed, BackgroundActions background) {
        this.testbed = testbed;
        this.background = background;
    }

    void kill(Fault fault) {
        testbed.database().kill();
        background.runAfter(fault.millis() / 2, testbed.database()::ensureRunning);
    }

    void killBackend() {
        testbed.database().killBackend();
    }

    void restart(Fault fault) {
        testbed.database().stop();
        background.runAfter(fault.millis() / 2, testbed.database()::ensureRunning);
    }

    void fillDisk(Fault fault) {
        background.run(() -> {
            testbed.disk().fill();
            Thread.sleep(fault.millis());
            testbed.disk().clear();
        });
    }

    void stepClock(Fault fault) {
        testbed.databaseClock().setOffset(CLOCK_OFFSETS.get(fault.amount() - 1));
        background.runAfter(4L * fault.millis(), () -> testbed.databaseClock().setOffset(Duration.ZERO));
    }

    void lock(Fault fault) {
        background.run(() -> holdLock(fault));
    }

    void lockWithLockTimeout(Fault fault) {
        lockWith("lock_timeout", LOCK_LIMIT, fault);
    }

    void lockWithStatementTimeout(Fault fault) {
        lockWith("statement_timeout", STATEMENT_LIMIT, fault);
    }

    private void lockWith(String setting, Duration limit, Fault fault) {
        background.run(() -> {
            testbed.sessionTimeouts().set(setting, limit);
            holdLock(fault);
            testbed.sessionTimeouts().reset();
        });
    }

    private void holdLock(Fault fault) throws InterruptedException {
        new TableLock(testbed.database()).hold(fault, 3L * fault.millis());
    }
}
