package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.List;

/** Faults of PostgreSQL: its processes, its disk, its clock, and locks that others hold. */
final class DatabaseFaults {
    private static final Duration LOCK_LIMIT = Duration.ofMillis(200);
    private static final Duration STATEMENT_LIMIT = Duration.ofMillis(500);

    /** Less than a day, after which letters that wait are given up. */
    private static final List<Duration> CLOCK_OFFSETS = List.of(
            Duration.ofHours(-1),
            Duration.ofHours(1),
            Duration.ofSeconds(-40),
            Duration.ofSeconds(40),
            Duration.ofHours(-2));

    private final Testbed rig;
    private final BackgroundActions background;

    DatabaseFaults(Testbed rig, BackgroundActions background) {
        this.rig = rig;
        this.background = background;
    }

    void kill(Fault fault) {
        rig.database().kill();
        background.runAfter(fault.millis() / 2, rig.database()::ensureRunning);
    }

    void killBackend() {
        rig.database().killBackend();
    }

    void restart(Fault fault) {
        rig.database().stop();
        background.runAfter(fault.millis() / 2, rig.database()::ensureRunning);
    }

    void fillDisk(Fault fault) {
        background.run(() -> {
            rig.disk().fill();
            Thread.sleep(fault.millis());
            rig.disk().clear();
        });
    }

    void stepClock(Fault fault) {
        rig.databaseClock().setOffset(CLOCK_OFFSETS.get(fault.amount() - 1));
        background.runAfter(4L * fault.millis(), () -> rig.databaseClock().setOffset(Duration.ZERO));
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
            rig.sessionTimeouts().set(setting, limit);
            holdLock(fault);
            rig.sessionTimeouts().reset();
        });
    }

    private void holdLock(Fault fault) throws InterruptedException {
        new TableLock(rig.database()).hold(fault, 3L * fault.millis());
    }
}
