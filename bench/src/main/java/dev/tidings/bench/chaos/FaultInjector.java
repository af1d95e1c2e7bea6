package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ConnectionCuts.CutPoint;
import dev.tidings.bench.chaos.RecipientChanges.ChangeKind;
import dev.tidings.bench.chaos.ServerBehavior.InjectedResponse;
import org.springframework.dao.DataAccessException;

/** Injects the faults of a round and ends them when closed. */
final class FaultInjector implements AutoCloseable {
    private static final int LETTERS_PER_SECOND = 50;

    private final Testbed testbed;
    private final EditionOperator operator;
    private final RecipientChanges changes;
    private final BackgroundActions background = new BackgroundActions();
    private final NodeFaults nodeFaults;
    private final DatabaseFaults databaseFaults;

    FaultInjector(Testbed testbed, EditionOperator operator, RecipientChanges changes) {
        this.testbed = testbed;
        this.operator = operator;
        this.changes = changes;
        nodeFaults = new NodeFaults(testbed, background);
        databaseFaults = new DatabaseFaults(testbed, background);
    }

    /** Starts the fault. Its later steps run in the background. */
    void inject(Fault fault) {
        switch (fault.kind()) {
            case NODE_KILLED -> nodeFaults.kill(fault);
            case NODE_FROZEN -> nodeFaults.freeze(fault);
            case NODE_TERMINATED -> nodeFaults.terminate(fault);
            case JOURNALS_DELETED -> nodeFaults.deleteJournals(fault);
            case DATA_FOLDER_RESTORED -> nodeFaults.restoreDataFolder(fault);
            case CLOCK_STEPPED -> nodeFaults.stepClock(fault);
            case DATABASE_CLOCK_STEPPED -> databaseFaults.stepClock(fault);
            case DATABASE_KILLED -> databaseFaults.kill(fault);
            case BACKEND_KILLED -> databaseFaults.killBackend();
            case DATABASE_RESTARTED -> databaseFaults.restart(fault);
            case CONNECTIONS_RESET -> nodeFaults.resetConnections(fault);
            case CONNECTIONS_REFUSED -> nodeFaults.refuseConnections(fault);
            case CONNECTIONS_STALLED -> nodeFaults.stallConnections(fault);
            case COMMIT_REPLY_LOST -> nodeFaults.dropCommitReplies(fault);
            case DISK_FULL -> databaseFaults.fillDisk(fault);
            case TABLE_LOCKED -> databaseFaults.lock(fault);
            case LOCK_TIMEOUT -> databaseFaults.lockWithLockTimeout(fault);
            case STATEMENT_TIMEOUT -> databaseFaults.lockWithStatementTimeout(fault);
            case CUT_BEFORE -> testbed.cuts().schedule(CutPoint.BEFORE, fault.amount());
            case CUT_DURING -> testbed.cuts().schedule(CutPoint.DURING, fault.amount());
            case CUT_AFTER -> testbed.cuts().schedule(CutPoint.AFTER, fault.amount());
            case SERVER_STALLED -> {
                testbed.behavior().stall();
                background.runAfter(fault.millis(), testbed.behavior()::resume);
            }
            case DEFERRED -> testbed.behavior().schedule(InjectedResponse.DEFER, fault.amount());
            case DEFERRED_AFTER_DATA -> testbed.behavior().schedule(InjectedResponse.DEFER_AFTER_DATA, fault.amount());
            case REJECTED -> testbed.behavior().schedule(InjectedResponse.REJECT, fault.amount());
            case REJECTED_AFTER_DATA -> testbed.behavior().schedule(InjectedResponse.REJECT_AFTER_DATA, fault.amount());
            case THROTTLED -> testbed.behavior().schedule(InjectedResponse.THROTTLE, fault.amount());
            case THROTTLED_AFTER_DATA -> testbed.behavior().schedule(InjectedResponse.THROTTLE_AFTER_DATA, 1);
            case PAUSED -> {
                operator.pause();
                background.runAfter(fault.millis(), operator::resume);
            }
            case RATE_LIMITED -> {
                operator.setRate(LETTERS_PER_SECOND);
                background.runAfter(fault.millis(), operator::clearRate);
            }
            case OPTED_OUT -> background.run(() -> changes.make(ChangeKind.OPT_OUT, fault));
            case OPTED_OUT_WHILE_PAUSED -> optOutWhilePaused(fault);
            case ACCOUNT_CHANGED -> background.run(() -> changes.make(ChangeKind.ACCOUNT, fault));
            case ADDRESS_CHANGED -> background.run(() -> changes.make(ChangeKind.ADDRESS, fault));
            case CANCELLED -> operator.cancel();
            case RETRIED -> background.run(operator::retry);
        }
    }

    private void optOutWhilePaused(Fault fault) {
        operator.pause();
        background.run(() -> {
            changes.make(ChangeKind.OPT_OUT, fault);
            operator.resume();
        });
    }

    /** Waits for the background actions, then ends all faults and resumes the edition. */
    @Override
    public void close() {
        background.close();
        testbed.endFaults();
        try {
            operator.restore();
        } catch (DataAccessException e) {
            testbed.database().disconnect();
        }
    }
}
