package dev.tidings.bench.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A fault of a round.
 *
 * @param atPercent when to inject the fault: letters accepted by the servers, as a percentage of the letters due
 * @param node index of the affected node, from 0
 * @param amount number of repetitions, or a choice among variants; 1 to 5
 * @param millis duration in milliseconds
 */
record Fault(FaultKind kind, int atPercent, int node, int amount, int millis) {

    /** The kinds of faults. Their names on the command line are in {@code docs/faults.md}. */
    enum FaultKind {
        /** SIGKILL to a node, then a restart. */
        NODE_KILLED(true),
        /** SIGSTOP to a node until other nodes have taken over its work, then SIGCONT. */
        NODE_FROZEN(true),
        /** SIGTERM to a node, then a restart. */
        NODE_TERMINATED(false),
        /** SIGKILL to a node, then a restart without its journals. */
        JOURNALS_DELETED(true),
        /** A copy of a node's data folder, then SIGKILL and a restart with the copy. */
        DATA_FOLDER_RESTORED(true),
        /** A node's clock jumps forward or back, by seconds to days. */
        CLOCK_STEPPED(true),
        /** PostgreSQL's clock jumps forward or back, by seconds to hours. */
        DATABASE_CLOCK_STEPPED(true),
        /** SIGKILL to all processes of PostgreSQL, then a restart. */
        DATABASE_KILLED(true),
        /** SIGKILL to one backend of PostgreSQL, which then recovers by itself. */
        BACKEND_KILLED(true),
        /** An orderly stop of PostgreSQL, then a start. */
        DATABASE_RESTARTED(true),
        /** A node's database connections are reset. */
        CONNECTIONS_RESET(true),
        /** A node's database connections are reset, and new ones are refused for a time. */
        CONNECTIONS_REFUSED(true),
        /** A node's database connections stall until other nodes have taken over its work. */
        CONNECTIONS_STALLED(true),
        /** A node's transactions commit, and the replies to COMMIT are lost. */
        COMMIT_REPLY_LOST(true),
        /** PostgreSQL's disk is full. */
        DISK_FULL(true),
        /** Another session holds the lock of {@code create index} on a table that sending writes to. */
        TABLE_LOCKED(false),
        /** {@link #TABLE_LOCKED} while the nodes' role has a short {@code lock_timeout}. */
        LOCK_TIMEOUT(false),
        /** {@link #TABLE_LOCKED} while the nodes' role has a short {@code statement_timeout}. */
        STATEMENT_TIMEOUT(false),
        /** A connection is cut before the final dot, or within the request. */
        CUT_BEFORE(false),
        /** A connection is cut within the line of the final dot, or within the response. */
        CUT_DURING(false),
        /** A connection is cut after the server accepted, before its reply arrives. */
        CUT_AFTER(false),
        /** The server answers no letter and no request for a time. */
        SERVER_STALLED(false),
        /** SMTP: 451 to a recipient. HTTP: 503. */
        DEFERRED(false),
        /** SMTP: 451 to a letter. HTTP: 500 to a request that was executed. */
        DEFERRED_AFTER_DATA(false),
        /** SMTP: 550 to a recipient. HTTP: every third letter of a batch is rejected. */
        REJECTED(false),
        /** SMTP: 554 to a letter. HTTP: 422 to a whole batch. */
        REJECTED_AFTER_DATA(false),
        /** SMTP: 421 to a recipient. HTTP: a series of 429. */
        THROTTLED(false),
        /** SMTP: 421 to a letter. HTTP: 429 for an exceeded quota. */
        THROTTLED_AFTER_DATA(false),
        /** An operator pauses the edition and resumes it. */
        PAUSED(false),
        /** An operator sets a rate limit and removes it. */
        RATE_LIMITED(false),
        /** Users unsubscribe with one click. */
        OPTED_OUT(false),
        /** An operator pauses the edition, users unsubscribe, and the operator resumes it. */
        OPTED_OUT_WHILE_PAUSED(false),
        /** Users change to another account. */
        ACCOUNT_CHANGED(false),
        /** Users change to another address. */
        ADDRESS_CHANGED(false),
        /** An operator cancels the edition. */
        CANCELLED(true),
        /** An operator has failed and skipped letters sent again, during the edition and after it is closed. */
        RETRIED(false);

        /** Whether the fault may interrupt a batch: its intent is recorded, its outcome is not. */
        private final boolean mayInterruptBatch;

        FaultKind(boolean mayInterruptBatch) {
            this.mayInterruptBatch = mayInterruptBatch;
        }

        boolean mayInterruptBatch() {
            return mayInterruptBatch;
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
        return kind.cliName() + " at " + atPercent + " %: node " + (node + 1) + ", amount " + amount + ", " + millis
                + " ms";
    }
}
