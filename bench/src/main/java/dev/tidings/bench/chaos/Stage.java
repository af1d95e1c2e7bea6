package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Cuts.Place;
import dev.tidings.bench.chaos.Mood.Whim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.dao.DataAccessException;

/** Lets faults happen to the edition of one round, and all be well again. */
final class Stage implements AutoCloseable {
    /** More than passes until the others take over the work of a node that fell silent. */
    private static final int SILENT_BEATS = 7;

    private static final int LETTERS_PER_SECOND = 50;

    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(40),
            Duration.ofSeconds(-40),
            Duration.ofHours(2),
            Duration.ofHours(-2),
            Duration.ofDays(2));

    private final Rig rig;
    private final Operator operator;
    private final ExecutorService lasting = Executors.newVirtualThreadPerTaskExecutor();

    Stage(Rig rig, Operator operator) {
        this.rig = rig;
        this.operator = operator;
    }

    /** Lets it happen now; what lasts, or has to be mended, goes on by itself. */
    void play(Fault fault) {
        switch (fault.kind()) {
            case NODE_KILLED, NODE_FROZEN, NODE_TERMINATED, CLOCK_STEPPED -> toNode(fault);
            case DATABASE_KILLED, DATABASE_CRASHED, DATABASE_RESTARTED, DISK_FULL -> toDatabase(fault);
            case DATABASE_CUT, DATABASE_SHUT, DATABASE_HELD, COMMIT_UNHEARD -> toWay(fault);
            case CUT_BEFORE -> rig.cuts().next(Place.BEFORE, fault.amount());
            case CUT_DURING -> rig.cuts().next(Place.DURING, fault.amount());
            case CUT_AFTER -> rig.cuts().next(Place.AFTER, fault.amount());
            case STUCK -> {
                rig.mood().stick();
                after(fault.millis(), rig.mood()::release);
            }
            case NOT_NOW -> rig.mood().next(Whim.NOT_NOW, fault.amount());
            case NOT_NOW_AT_LAST -> rig.mood().next(Whim.NOT_NOW_AT_LAST, fault.amount());
            case NEVER -> rig.mood().next(Whim.NEVER, fault.amount());
            case NEVER_AT_LAST -> rig.mood().next(Whim.NEVER_AT_LAST, fault.amount());
            case BUSY -> rig.mood().next(Whim.BUSY, fault.amount());
            case BUSY_AT_LAST -> rig.mood().next(Whim.BUSY_AT_LAST, 1);
            case PAUSED -> {
                operator.pause();
                after(fault.millis(), operator::resume);
            }
            case SLOWED -> {
                operator.slow(LETTERS_PER_SECOND);
                after(fault.millis(), operator::hasten);
            }
            case CANCELLED -> operator.cancel();
        }
    }

    private void toNode(Fault fault) {
        Node node = rig.nodes().get(fault.node());
        switch (fault.kind()) {
            case NODE_KILLED -> {
                long pid = node.pid();
                node.kill();
                after(fault.millis(), node::start);
                lastingly(() -> {
                    rig.takeovers().watch(pid);
                    return null;
                });
            }
            case NODE_FROZEN -> {
                node.freeze();
                after(untilOthersTakeOver(fault), node::thaw);
            }
            case NODE_TERMINATED ->
                lastingly(() -> {
                    node.terminate();
                    node.start();
                    return null;
                });
            default -> {
                rig.clock(fault.node()).step(STEPS.get(fault.amount() - 1));
                after(2L * fault.millis(), () -> rig.clock(fault.node()).step(Duration.ZERO));
            }
        }
    }

    private void toDatabase(Fault fault) {
        DatabaseServer database = rig.database();
        switch (fault.kind()) {
            case DATABASE_KILLED -> {
                database.kill();
                after(fault.millis() / 2, database::ensureRunning);
            }
            case DATABASE_CRASHED -> database.crash();
            case DATABASE_RESTARTED -> {
                database.stop();
                after(fault.millis() / 2, database::ensureRunning);
            }
            default ->
                lastingly(() -> {
                    rig.disk().fill();
                    Thread.sleep(fault.millis());
                    rig.disk().clear();
                    return null;
                });
        }
    }

    private void toWay(Fault fault) {
        Relay way = rig.databaseRelay(fault.node());
        switch (fault.kind()) {
            case DATABASE_CUT -> way.cut();
            case DATABASE_SHUT -> {
                way.shut(true);
                way.cut();
                after(fault.millis(), () -> way.shut(false));
            }
            case DATABASE_HELD -> {
                way.hold();
                after(untilOthersTakeOver(fault), way::release);
            }
            default -> rig.unheardCommits(fault.node()).set(fault.amount());
        }
    }

    private long untilOthersTakeOver(Fault fault) {
        return rig.heartbeat().toMillis() * SILENT_BEATS + fault.millis();
    }

    private void after(long millis, Runnable remedy) {
        lastingly(() -> {
            Thread.sleep(millis);
            remedy.run();
            return null;
        });
    }

    private void lastingly(Callable<?> what) {
        Future<?> _ = lasting.submit(what);
    }

    /** Waits for what lasts; then nothing is wrong any more. */
    @Override
    public void close() {
        lasting.close();
        rig.calm();
        try {
            operator.letGo();
        } catch (DataAccessException e) {
            rig.database().disconnect();
        }
    }
}
