package dev.tidings.delivery.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections to one mail server: at most so many at once, kept open for a while for whoever comes next. */
final class SmtpConnections implements AutoCloseable {
    /** @param alarm closes it when it has waited too long */
    private record Idle(SmtpConnection connection, Future<?> alarm) {}

    private final SmtpSettings settings;
    private final SmtpDoor door;
    private final Semaphore places;
    private final ScheduledThreadPoolExecutor alarms;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<SmtpConnection> inUse = ConcurrentHashMap.newKeySet();
    private volatile boolean hungUp;

    SmtpConnections(SmtpSettings settings) {
        this.settings = settings;
        places = new Semaphore(settings.connections(), true);
        alarms = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-alarms").factory());
        alarms.setRemoveOnCancelPolicy(true);
        alarms.setKeepAliveTime(10, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
        door = new SmtpDoor(settings, alarms);
    }

    /** An open connection, ready for a letter; waits while all are taken. */
    SmtpConnection take() throws NotConnected {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotConnected("The node is being stopped", false);
        }
        boolean taken = false;
        try {
            SmtpConnection kept = takeIdle();
            SmtpConnection connection = kept == null ? door.open() : kept;
            inUse.add(connection);
            if (hungUp) {
                inUse.remove(connection);
                connection.cut();
                throw new NotConnected("The node is being stopped", false);
            }
            taken = true;
            return connection;
        } finally {
            if (!taken) {
                places.release();
            }
        }
    }

    /** The one that was used last, if it is still alive. */
    private @Nullable SmtpConnection takeIdle() {
        for (Idle next = poll(); next != null; next = poll()) {
            if (next.connection.reset()) {
                return next.connection;
            }
            next.connection.cut();
        }
        return null;
    }

    private @Nullable Idle poll() {
        Idle last;
        synchronized (idle) {
            last = idle.pollLast();
        }
        if (last != null) {
            last.alarm.cancel(false);
        }
        return last;
    }

    void giveBack(SmtpConnection connection) {
        inUse.remove(connection);
        if (connection.hasAnnounced()) {
            connection.cut();
            places.release();
            return;
        }
        Future<?> alarm = alarms.schedule(
                () -> closeIdle(connection), settings.patience().idle().toMillis(), TimeUnit.MILLISECONDS);
        synchronized (idle) {
            idle.addLast(new Idle(connection, alarm));
        }
        places.release();
    }

    /** For a connection that broke. */
    void forget(SmtpConnection connection) {
        inUse.remove(connection);
        places.release();
    }

    /** Cuts what is in use, and opens nothing more. */
    void hangUp() {
        hungUp = true;
        inUse.forEach(SmtpConnection::cut);
    }

    boolean hasHungUp() {
        return hungUp;
    }

    private void closeIdle(SmtpConnection connection) {
        boolean stillIdle;
        synchronized (idle) {
            stillIdle = idle.removeIf(kept -> kept.connection == connection);
        }
        if (stillIdle) {
            connection.quit();
        }
    }

    /** Closes what is idle; a connection that is still in use closes when it has been idle for its time. */
    @Override
    public void close() {
        for (Idle next = poll(); next != null; next = poll()) {
            next.connection.quit();
        }
    }
}
