package dev.tidings.database;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs what must not precede a commit: changes of state in memory that repeat what a transaction writes, messages that
 * say that it is done.
 */
public final class AfterCommit {
    private AfterCommit() {}

    /** Runs the action once the caller's transaction has committed, at once without one, and never after a rollback. */
    public static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
