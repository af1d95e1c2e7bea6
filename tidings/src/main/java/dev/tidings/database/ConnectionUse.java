package dev.tidings.database;

import java.lang.ScopedValue.CallableOp;

/**
 * What a thread uses connections for. Each use has its own pool and cannot take another's connections. A thread without
 * a use takes those of its {@link javax.sql.DataSource}. Threads started by a thread do not inherit its
 * use. A transaction stays on the connection that it began with.
 */
public enum ConnectionUse {
    /** Readiness, ownership, the clock. Nothing else may take these: they must not wait for a lock on other tables. */
    READINESS,
    /** The scheduler's heartbeats and its queue, health checks, alerts. */
    SYSTEM,
    /** Planning and sending. */
    WORK,
    /** Statements that may take long: imports, retention, training, vacuum. */
    JOBS,
    /** Unsubscribing and preferences. */
    CONSENT,
    /** All other requests: console, API, tracking, metrics. */
    PAGES;

    private static final ScopedValue<ConnectionUse> CURRENT = ScopedValue.newInstance();

    static ConnectionUse currentOr(ConnectionUse otherwise) {
        return CURRENT.isBound() ? CURRENT.get() : otherwise;
    }

    public void run(Runnable task) {
        ScopedValue.where(CURRENT, this).run(task);
    }

    public <T, X extends Throwable> T call(CallableOp<? extends T, X> task) throws X {
        return ScopedValue.where(CURRENT, this).<T, X>call(task);
    }
}
