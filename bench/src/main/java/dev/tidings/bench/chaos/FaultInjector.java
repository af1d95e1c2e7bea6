package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ConnectionCuts.CutPoint;
import dev.tidings.bench.chaos.Fault.FaultKind;
import dev.tidings.bench.chaos.RecipientChanges.ChangeKind;
import dev.tidings.bench.chaos.ServerBehavior.InjectedResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Injects a round's faults and repairs everything after it. */
final class FaultInjector implements AutoCloseable {
    /** More than passes until the others take over the work of a node that fell silent. */
    private static final int TAKEOVER_HEARTBEATS = 7;

    private static final int LETTERS_PER_SECOND = 50;

    private static final Duration LOCK_LIMIT = Duration.ofMillis(200);
    private static final Duration STATEMENT_LIMIT = Duration.ofMillis(500);

    /** Letters that wait are given up after a day. */
    private static final List<Duration> DATABASE_CLOCK_OFFSETS = List.of(
            Duration.ofHours(-1),
            Duration.ofHours(1),
            Duration.ofSeconds(-40),
            Duration.ofSeconds(40),
            Duration.ofHours(-2));

    private static final List<Duration> CLOCK_OFFSETS = List.of(
            Duration.ofSeconds(40),
            Duration.ofSeconds(-40),
            Duration.ofHours(2),
            Duration.ofHours(-2),
            Duration.ofDays(2));

    private final Testbed rig;
    private final EditionOperator operator;
    private final RecipientChanges changes;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();

    FaultInjector(Testbed rig, EditionOperator operator, RecipientChanges changes) {
        this.rig = rig;
        this.operator = operator;
        this.changes = changes;
    }

    /** Lets it happen now; what lasts, or has to be mended, goes on by itself. */
    void inject(Fault fault) {
        switch (fault.kind()) {
            case NODE_KILLED, NODE_FROZEN, NODE_TERMINATED, CLOCK_STEPPED -> injectIntoNode(fault);
            case JOURNAL_LOST, FOLDER_RESTORED -> injectIntoFolder(fault);
            case DATABASE_KILLED, DATABASE_CRASHED, DATABASE_RESTARTED, DISK_FULL -> injectIntoDatabase(fault);
            case DATABASE_CLOCK_STEPPED, TABLE_LOCKED, LOCK_TIMEOUT, STATEMENT_TIMEOUT -> slowDatabase(fault);
            case DATABASE_CUT, DATABASE_SHUT, DATABASE_HELD, COMMIT_UNHEARD -> injectIntoConnection(fault);
            case CUT_BEFORE -> rig.cuts().schedule(CutPoint.BEFORE, fault.amount());
            case CUT_DURING -> rig.cuts().schedule(CutPoint.DURING, fault.amount());
            case CUT_AFTER -> rig.cuts().schedule(CutPoint.AFTER, fault.amount());
            case STUCK -> {
                rig.behavior().stall();
                runAfter(fault.millis(), rig.behavior()::resume);
            }
            case NOT_NOW -> rig.behavior().schedule(InjectedResponse.DEFER_EARLY, fault.amount());
            case NOT_NOW_AT_LAST -> rig.behavior().schedule(InjectedResponse.DEFER_LATE, fault.amount());
            case NEVER -> rig.behavior().schedule(InjectedResponse.REJECT_EARLY, fault.amount());
            case NEVER_AT_LAST -> rig.behavior().schedule(InjectedResponse.REJECT_LATE, fault.amount());
            case BUSY -> rig.behavior().schedule(InjectedResponse.THROTTLE_EARLY, fault.amount());
            case BUSY_AT_LAST -> rig.behavior().schedule(InjectedResponse.THROTTLE_LATE, 1);
            case PAUSED -> {
                operator.pause();
                runAfter(fault.millis(), operator::resume);
            }
            case SLOWED -> {
                operator.setRate(LETTERS_PER_SECOND);
                runAfter(fault.millis(), operator::clearRate);
            }
            case OPTED_OUT -> change(ChangeKind.OPT_OUT, fault);
            case OPTED_OUT_IN_PAUSE -> {
                operator.pause();
                runInBackground(() -> {
                    changes.make(ChangeKind.OPT_OUT, fault);
                    operator.resume();
                    return null;
                });
            }
            case ACCOUNT_CHANGED -> change(ChangeKind.ACCOUNT, fault);
            case ADDRESS_CHANGED -> change(ChangeKind.ADDRESS, fault);
            case CANCELLED -> operator.cancel();
        }
    }

    private void injectIntoNode(Fault fault) {
        NodeProcess node = rig.nodes().get(fault.node());
        switch (fault.kind()) {
            case NODE_KILLED -> {
                long pid = node.pid();
                node.kill();
                runAfter(fault.millis(), node::start);
                runInBackground(() -> {
                    rig.takeovers().measure(pid);
                    return null;
                });
            }
            case NODE_FROZEN -> {
                node.suspend();
                runAfter(takeoverMillis(fault), node::resume);
            }
            case NODE_TERMINATED ->
                runInBackground(() -> {
                    node.terminate();
                    node.start();
                    return null;
                });
            default -> {
                rig.clock(fault.node()).setOffset(CLOCK_OFFSETS.get(fault.amount() - 1));
                runAfter(2L * fault.millis(), () -> rig.clock(fault.node()).setOffset(Duration.ZERO));
            }
        }
    }

    private void injectIntoFolder(Fault fault) {
        NodeProcess node = rig.nodes().get(fault.node());
        NodeFolder folder = rig.nodeFolder(fault.node());
        if (fault.kind() == FaultKind.JOURNAL_LOST) {
            node.kill();
            runAfter(fault.millis(), () -> node.restart(folder::deleteJournals));
        } else {
            folder.makeCopy();
            runAfter(fault.millis() / 4, () -> node.restart(folder::restoreCopy));
        }
    }

    private void slowDatabase(Fault fault) {
        switch (fault.kind()) {
            case DATABASE_CLOCK_STEPPED -> {
                rig.databaseClock().setOffset(DATABASE_CLOCK_OFFSETS.get(fault.amount() - 1));
                runAfter(4L * fault.millis(), () -> rig.databaseClock().setOffset(Duration.ZERO));
            }
            case LOCK_TIMEOUT -> lockWith("lock_timeout", LOCK_LIMIT, fault);
            case STATEMENT_TIMEOUT -> lockWith("statement_timeout", STATEMENT_LIMIT, fault);
            default -> runInBackground(() -> lock(fault));
        }
    }

    private void lockWith(String setting, Duration limit, Fault fault) {
        runInBackground(() -> {
            rig.sessionTimeouts().set(setting, limit);
            lock(fault);
            rig.sessionTimeouts().reset();
            return null;
        });
    }

    private @Nullable Object lock(Fault fault) throws InterruptedException {
        new TableLock(rig.database()).hold(fault, 3L * fault.millis());
        return null;
    }

    private void change(ChangeKind kind, Fault fault) {
        runInBackground(() -> {
            changes.make(kind, fault);
            return null;
        });
    }

    private void injectIntoDatabase(Fault fault) {
        ChaosDatabase database = rig.database();
        switch (fault.kind()) {
            case DATABASE_KILLED -> {
                database.kill();
                runAfter(fault.millis() / 2, database::ensureRunning);
            }
            case DATABASE_CRASHED -> database.killBackend();
            case DATABASE_RESTARTED -> {
                database.stop();
                runAfter(fault.millis() / 2, database::ensureRunning);
            }
            default ->
                runInBackground(() -> {
                    rig.disk().fill();
                    Thread.sleep(fault.millis());
                    rig.disk().clear();
                    return null;
                });
        }
    }

    private void injectIntoConnection(Fault fault) {
        FaultProxy way = rig.databaseProxy(fault.node());
        switch (fault.kind()) {
            case DATABASE_CUT -> way.resetConnections();
            case DATABASE_SHUT -> {
                way.refuseConnections(true);
                way.resetConnections();
                runAfter(fault.millis(), () -> way.refuseConnections(false));
            }
            case DATABASE_HELD -> {
                way.stall();
                runAfter(takeoverMillis(fault), way::resume);
            }
            default -> rig.droppedCommitReplies(fault.node()).set(fault.amount());
        }
    }

    private long takeoverMillis(Fault fault) {
        return rig.heartbeat().toMillis() * TAKEOVER_HEARTBEATS + fault.millis();
    }

    private void runAfter(long millis, Runnable remedy) {
        runInBackground(() -> {
            Thread.sleep(millis);
            remedy.run();
            return null;
        });
    }

    private void runInBackground(Callable<?> what) {
        running.add(background.submit(what));
    }

    /** Waits for what lasts; then nothing is wrong any more. */
    @Override
    public void close() {
        background.close();
        requireInjected();
        rig.endFaults();
        try {
            operator.restore();
        } catch (DataAccessException e) {
            rig.database().disconnect();
        }
    }

    /** A fault may fail because another one has taken the database away, and for no other reason. */
    private void requireInjected() {
        for (Future<?> each : running) {
            if (each.state() == Future.State.FAILED && !(each.exceptionNow() instanceof DataAccessException)) {
                throw new TestbedException("a fault was not injected", each.exceptionNow());
            }
        }
    }
}
