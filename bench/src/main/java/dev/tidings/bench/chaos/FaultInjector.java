package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ConnectionCuts.CutPoint;
import dev.tidings.bench.chaos.RecipientChanges.ChangeKind;
import dev.tidings.bench.chaos.ServerBehavior.InjectedResponse;
import org.springframework.dao.DataAccessException;

/** Injects a round's faults and repairs everything after it. */
final class FaultInjector implements AutoCloseable {
    private static final int LETTERS_PER_SECOND = 50;

    private final Testbed rig;
    private final EditionOperator operator;
    private final RecipientChanges changes;
    private final BackgroundActions background = new BackgroundActions();
    private final NodeFaults nodeFaults;
    private final DatabaseFaults databaseFaults;

    FaultInjector(Testbed rig, EditionOperator operator, RecipientChanges changes) {
        this.rig = rig;
        this.operator = operator;
        this.changes = changes;
        nodeFaults = new NodeFaults(rig, background);
        databaseFaults = new DatabaseFaults(rig, background);
    }

    /** Lets it happen now; what lasts, or has to be mended, goes on by itself. */
    void inject(Fault fault) {
        switch (fault.kind()) {
            case NODE_KILLED -> nodeFaults.kill(fault);
            case NODE_FROZEN -> nodeFaults.freeze(fault);
            case NODE_TERMINATED -> nodeFaults.terminate(fault);
            case JOURNAL_LOST -> nodeFaults.loseJournals(fault);
            case FOLDER_RESTORED -> nodeFaults.restoreFolder(fault);
            case CLOCK_STEPPED -> nodeFaults.stepClock(fault);
            case DATABASE_CLOCK_STEPPED -> databaseFaults.stepClock(fault);
            case DATABASE_KILLED -> databaseFaults.kill(fault);
            case DATABASE_CRASHED -> databaseFaults.killBackend();
            case DATABASE_RESTARTED -> databaseFaults.restart(fault);
            case DATABASE_CUT -> nodeFaults.cutDatabase(fault);
            case DATABASE_SHUT -> nodeFaults.shutDatabase(fault);
            case DATABASE_HELD -> nodeFaults.holdDatabase(fault);
            case COMMIT_UNHEARD -> nodeFaults.dropCommitReplies(fault);
            case DISK_FULL -> databaseFaults.fillDisk(fault);
            case TABLE_LOCKED -> databaseFaults.lock(fault);
            case LOCK_TIMEOUT -> databaseFaults.lockWithLockTimeout(fault);
            case STATEMENT_TIMEOUT -> databaseFaults.lockWithStatementTimeout(fault);
            case CUT_BEFORE -> rig.cuts().schedule(CutPoint.BEFORE, fault.amount());
            case CUT_DURING -> rig.cuts().schedule(CutPoint.DURING, fault.amount());
            case CUT_AFTER -> rig.cuts().schedule(CutPoint.AFTER, fault.amount());
            case STUCK -> {
                rig.behavior().stall();
                background.runAfter(fault.millis(), rig.behavior()::resume);
            }
            case NOT_NOW -> rig.behavior().schedule(InjectedResponse.DEFER_EARLY, fault.amount());
            case NOT_NOW_AT_LAST -> rig.behavior().schedule(InjectedResponse.DEFER_LATE, fault.amount());
            case NEVER -> rig.behavior().schedule(InjectedResponse.REJECT_EARLY, fault.amount());
            case NEVER_AT_LAST -> rig.behavior().schedule(InjectedResponse.REJECT_LATE, fault.amount());
            case BUSY -> rig.behavior().schedule(InjectedResponse.THROTTLE_EARLY, fault.amount());
            case BUSY_AT_LAST -> rig.behavior().schedule(InjectedResponse.THROTTLE_LATE, 1);
            case PAUSED -> {
                operator.pause();
                background.runAfter(fault.millis(), operator::resume);
            }
            case SLOWED -> {
                operator.setRate(LETTERS_PER_SECOND);
                background.runAfter(fault.millis(), operator::clearRate);
            }
            case OPTED_OUT -> background.run(() -> changes.make(ChangeKind.OPT_OUT, fault));
            case OPTED_OUT_IN_PAUSE -> {
                operator.pause();
                background.run(() -> {
                    changes.make(ChangeKind.OPT_OUT, fault);
                    operator.resume();
                });
            }
            case ACCOUNT_CHANGED -> background.run(() -> changes.make(ChangeKind.ACCOUNT, fault));
            case ADDRESS_CHANGED -> background.run(() -> changes.make(ChangeKind.ADDRESS, fault));
            case CANCELLED -> operator.cancel();
        }
    }

    /** Waits for what lasts; then nothing is wrong any more. */
    @Override
    public void close() {
        background.close();
        rig.endFaults();
        try {
            operator.restore();
        } catch (DataAccessException e) {
            rig.database().disconnect();
        }
    }
}
