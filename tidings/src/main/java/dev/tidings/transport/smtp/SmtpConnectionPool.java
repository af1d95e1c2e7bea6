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

/**
 * A pool of connections to one mail server. Limits their number and their letters, as configured or as learned from the
 * server, and keeps idle connections open for a time.
 */
final class SmtpConnectionPool implements AutoCloseable {
    /** @param timeout closes the connection when it was idle for too long */
    private record IdleConnection(SmtpConnection connection, Future<?> timeout) {}

    private final SmtpSettings settings;
    private final SmtpConnector connector;
    private final LearnedLimits limits;
    private final Semaphore permits;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Deque<IdleConnection> idle = new ArrayDeque<>();
    private final Set<SmtpConnection> inUse = ConcurrentHashMap.newKeySet();

    /** The number of connections being opened. Guarded by {@link #idle}, as are moves between idle and in use. */
    private int opening;

    private volatile boolean aborted;

    SmtpConnectionPool(SmtpSettings settings, Ticker ticker) {
        this.settings = settings;
        limits = new LearnedLimits(settings);
        permits = new Semaphore(settings.limits().connections(), true);
        scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-timeouts").factory());
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setKeepAliveTime(10, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        connector = new SmtpConnector(settings, scheduler, ticker);
    }

    /** The limits of the server, as far as they are known. */
    LearnedLimits limits() {
        return limits;
    }

    /** Returns an open connection, ready for a letter. Blocks while all are in use. */
    SmtpConnection acquire() throws SmtpConnectionFailed {
        while (true) {
            awaitPermit();
            boolean keepsPermit = false;
            try {
                SmtpConnection connection = open();
                keepsPermit = true;
                return connection;
            } catch (SmtpConnectionFailed e) {
                // The server takes the others and not this one: its permit is gone, and the caller waits for another's.
                keepsPermit = e.isBusy() && hasOtherConnection() && limits.lowerConnections(e);
                if (!keepsPermit) {
                    throw e;
                }
            } finally {
                if (!keepsPermit) {
                    permits.release();
                }
            }
        }
    }

    private void awaitPermit() throws SmtpConnectionFailed {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw shuttingDown();
        }
    }

    /** Replaces a connection in use by a new one, which the server counts afresh. */
    SmtpConnection replace(SmtpConnection old) throws SmtpConnectionFailed {
        boolean opened = false;
        try {
            old.quitAndWait();
            SmtpConnection connection = openNew();
            opened = true;
            return connection;
        } finally {
            inUse.remove(old);
            if (!opened) {
                permits.release();
            }
        }
    }

    private SmtpConnection open() throws SmtpConnectionFailed {
        SmtpConnection idleConnection = acquireIdle();
        return idleConnection == null ? openNew() : register(idleConnection);
    }

    private SmtpConnection openNew() throws SmtpConnectionFailed {
        countOpening(1);
        try {
            return register(connector.open());
        } finally {
            countOpening(-1);
        }
    }

    private void countOpening(int change) {
        synchronized (idle) {
            opening += change;
            idle.notifyAll();
        }
    }

    private SmtpConnection register(SmtpConnection connection) throws SmtpConnectionFailed {
        inUse.add(connection);
        if (aborted) {
            inUse.remove(connection);
            connection.closeNow();
            throw shuttingDown();
        }
        return connection;
    }

    private static SmtpConnectionFailed shuttingDown() {
        return new SmtpConnectionFailed("The node is shutting down", false);
    }

    /**
     * Whether the server took another connection. Waits for those that are being opened: a server that allows one may
     * refuse the others before it greets the first.
     */
    private boolean hasOtherConnection() throws SmtpConnectionFailed {
        synchronized (idle) {
            while (inUse.isEmpty() && idle.isEmpty() && opening > 0) {
                try {
                    idle.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw shuttingDown();
                }
            }
            return !inUse.isEmpty() || !idle.isEmpty();
        }
    }

    /** The most recently used idle connection, if it is still open. */
    private @Nullable SmtpConnection acquireIdle() {
        for (IdleConnection next = poll(); next != null; next = poll()) {
            if (next.connection.reset()) {
                return next.connection;
            }
            inUse.remove(next.connection);
            next.connection.closeNow();
        }
        return null;
    }

    /** Takes the last idle connection into use. */
    private @Nullable IdleConnection poll() {
        IdleConnection last;
        synchronized (idle) {
            last = idle.pollLast();
            if (last != null) {
                inUse.add(last.connection);
            }
        }
        if (last != null) {
            last.timeout.cancel(false);
        }
        return last;
    }

    void release(SmtpConnection connection) {
        release(connection, true);
    }

    /** @param keep whether another batch may use the connection */
    void release(SmtpConnection connection, boolean keep) {
        if (connection.hasPendingEnvelope()) {
            connection.closeNow();
            discard(connection);
            return;
        }
        if (!keep || limits.isUsedUp(connection)) {
            // The outcomes of its letters do not wait for the server's goodbye; the next connection does.
            Thread.ofVirtual().start(() -> retire(connection));
            return;
        }
        Future<?> timeout = scheduler.schedule(
                () -> closeIdle(connection), settings.timeouts().idle().toMillis(), TimeUnit.MILLISECONDS);
        synchronized (idle) {
            inUse.remove(connection);
            idle.addLast(new IdleConnection(connection, timeout));
        }
        permits.release();
    }

    private void retire(SmtpConnection connection) {
        try {
            connection.quitAndWait();
        } finally {
            inUse.remove(connection);
            permits.release();
        }
    }

    /** Removes a broken connection. */
    void discard(SmtpConnection connection) {
        inUse.remove(connection);
        permits.release();
    }

    /** Closes connections in use or being opened, and opens no more. */
    void abort() {
        aborted = true;
        connector.abort();
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
            inUse.remove(next.connection);
        }
    }
}
