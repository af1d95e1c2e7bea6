package dev.tidings.bench.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One thing that goes wrong in a round.
 *
 * @param atPercent how far the edition has come when it strikes: letters taken on, of those due
 * @param node whom it strikes, from 0
 * @param amount how often, of what is counted
 * @param millis how long, of what lasts
 */
record Fault(FaultKind kind, int atPercent, int node, int amount, int millis) {

    /** What may go wrong. */
    enum FaultKind {
        /** SIGKILL; started again after a while. */
        NODE_KILLED(true),
        /** SIGSTOP until others have taken over its work, then SIGCONT. */
        NODE_FROZEN(true),
        /** SIGTERM; started again when it has ended. */
        NODE_TERMINATED(false),
        /** SIGKILL; started again on a data folder without its journals. */
        JOURNAL_LOST(true),
        /** The data folder is copied; a moment later SIGKILL, and the node starts again on the copy. */
        FOLDER_RESTORED(true),
        /** A node's clock is set: seconds to days, forth or back. */
        CLOCK_STEPPED(true),
        /** PostgreSQL's clock is set: seconds to hours, forth or back. */
        DATABASE_CLOCK_STEPPED(true),
        /** SIGKILL to all of PostgreSQL; started again after a while. */
        DATABASE_KILLED(true),
        /** SIGKILL to one of its connections, upon which PostgreSQL recovers by itself. */
        DATABASE_CRASHED(true),
        /** Stopped in an orderly way and started again. */
        DATABASE_RESTARTED(true),
        /** A node's connections to the database break. */
        DATABASE_CUT(true),
        /** The same, and for a while no new one comes about. */
        DATABASE_SHUT(true),
        /** A node's connections say nothing until others have taken over its work. */
        DATABASE_HELD(true),
        /** A transaction of a node is committed, and its answer never comes. */
        COMMIT_UNHEARD(true),
        /** The disk of PostgreSQL has no room left. */
        DISK_FULL(true),
        /** A session holds the lock of {@code create index} on a table that letters pass through. */
        TABLE_LOCKED(false),
        /** The same, while the nodes' role has a short {@code lock_timeout}. */
        LOCK_TIMEOUT(false),
        /** The same, while the nodes' role has a short {@code statement_timeout}. */
        STATEMENT_TIMEOUT(false),
        /** The connection breaks ahead of the final dot, or in the request. */
        CUT_BEFORE(false),
        /** It breaks within the final dot, or within the answer. */
        CUT_DURING(false),
        /** It breaks when the letters are taken on and before the answer is heard. */
        CUT_AFTER(false),
        /** The server takes no letter and no request for a while, and says nothing. */
        STUCK(false),
        /** Put off: 451 to a recipient; 503. */
        NOT_NOW(false),
        /** Put off at last: 451 to a letter; 500 to a request that was carried out. */
        NOT_NOW_AT_LAST(false),
        /** Refused: 550 to a recipient; every third letter of a batch. */
        NEVER(false),
        /** Refused at last: 554 to a letter; 422 to a batch as a whole. */
        NEVER_AT_LAST(false),
        /** 421 to a recipient; a storm of 429. */
        BUSY(false),
        /** 421 to a letter; a quota that is used up. */
        BUSY_AT_LAST(false),
        /** An operator pauses the edition, and lets it go on from another node. */
        PAUSED(false),
        /** An operator sets a rate, and takes it off from another node. */
        SLOWED(false),
        /** Readers unsubscribe with one click. */
        OPTED_OUT(false),
        /** An operator pauses the edition, and readers unsubscribe before it goes on. */
        OPTED_OUT_IN_PAUSE(false),
        /** Readers change to another account. */
        ACCOUNT_CHANGED(false),
        /** Readers get another address. */
        ADDRESS_CHANGED(false),
        /** An operator cancels the edition. */
        CANCELLED(true);

        /** Whether a batch may be left in the middle: its intent written down, its outcome not. */
        private final boolean mayStrandBatch;

        FaultKind(boolean stranding) {
            this.mayStrandBatch = stranding;
        }

        boolean mayStrandBatch() {
            return mayStrandBatch;
        }

        static List<String> cliNames() {
            return Stream.of(values()).map(FaultKind::cliName).toList();
        }

        String cliName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return kind.cliName() + " at " + atPercent + " %: node " + (node + 1) + ", " + amount + " times, " + millis
                + " ms";
    }
}
