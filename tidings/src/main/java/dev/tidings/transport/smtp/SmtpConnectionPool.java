package dev.tidings.transport.smtp;

import dev.tidings.core.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool of connections to one mail server. Limits their number and keeps idle ones open for a time. */
final class SmtpConnectionPool implements AutoCloseable {
    /** @param timeout closes the connection when it was idle for too long */
    private record IdleConnection(SmtpConnection connection, Future<?> timeout) {}

    private final SmtpSettings settings;
    private final SmtpConnector connector;
    private final Semaphore permits;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Deque<IdleConnection> idle = new ArrayDeque<>();
    private final Set<SmtpConnection> inUse = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;

    SmtpConnectionPool(SmtpSettings settings, Ticker ticker) {
        this.settings = settings;
        permits = new Semaphore(settings.connections(), true);
        scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-timeouts").factory());
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setKeepAliveTime(10, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        connector = new SmtpConnector(settings, scheduler, ticker);
    }

    /** Returns an open connection, ready for a letter. Blocks while all are in use. */
    SmtpConnection acquire() throws SmtpConnectionFailed {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SmtpConnectionFailed("The node is shutting down", false);
        }
        boolean acquired = false;
        try {
            SmtpConnection idleConnection = acquireIdle();
            SmtpConnection connection = idleConnection == null ? connector.open() : idleConnection;
            inUse.add(connection);
            if (aborted) {
                inUse.remove(connection);
                connection.closeNow();
                throw new SmtpConnectionFailed("The node is shutting down", false);
            }
            acquired = true;
            return connection;
        } finally {
            if (!acquired) {
                permits.release();
            }
        }
    }

    /** The most recently used idle connection, if it is still open. */
    private @Nullable SmtpConnection acquireIdle() {
        for (IdleConnection next = poll(); next != null; next = poll()) {
            if (next.connection.reset()) {
                return next.connection;
            }
            next.connection.closeNow();
        }
        return null;
    }

    private @Nullable IdleConnection poll() {
        IdleConnection last;
        synchronized (idle) {
            last = idle.pollLast();
        }
        if (last != null) {
            last.timeout.cancel(false);
        }
        return last;
    }

    void release(SmtpConnection connection) {
        inUse.remove(connection);
        if (connection.hasPendingEnvelope()) {
            connection.closeNow();
            permits.release();
            return;
        }
        Future<?> timeout = scheduler.schedule(
                () -> closeIdle(connection), settings.timeouts().idle().toMillis(), TimeUnit.MILLISECONDS);
        synchronized (idle) {
            idle.addLast(new IdleConnection(connection, timeout));
        }
        permits.release();
    }

    /** Removes a broken connection. */
    void discard(SmtpConnection connection) {
        inUse.remove(connection);
        permits.release();
    }

    /** Closes connections in use and opens no more. */
    void abort() {
        aborted = true;
        inUse.forEach(SmtpConnection::closeNow);
    }

    boolean isAborted() {
        return aborted;
    }

    private void closeIdle(SmtpConnection connection) {
        boolean stillIdle;
        synchronized (idle) {
            stillIdle = idle.removeIf(idleConnection -> idleConnection.connection == connection);
        }
        if (stillIdle) {
            connection.quit();
        }
    }

    /** Closes idle connections. A connection in use closes after its idle time. */
    @Override
    public void close() {
        for (IdleConnection next = poll(); next != null; next = poll()) {
            next.connection.quit();
        }
    }
}
