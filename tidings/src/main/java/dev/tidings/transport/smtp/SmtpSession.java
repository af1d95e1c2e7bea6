package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.TransportSession;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch's connection to the mail server. A connection that breaks is replaced when the next letter needs one. */
final class SmtpSession implements TransportSession {
    private final SmtpTransport transport;
    private final SmtpConnectionPool connections;
    private final @Nullable EmailAddress sender;
    private final InstantSource time;
    private @Nullable SmtpConnection connection;
    private @Nullable SmtpConnectionFailed failure;
    private boolean refused;

    /**
     * Acquires the connection. If that fails, the session defers every letter for this reason.
     *
     * @param sender the envelope's sender, or null for the letter's own
     */
    SmtpSession(
            SmtpTransport transport,
            SmtpConnectionPool connections,
            @Nullable EmailAddress sender,
            InstantSource time) {
        this.transport = transport;
        this.connections = connections;
        this.sender = sender;
        this.time = time;
        try {
            connection = connections.acquire();
        } catch (SmtpConnectionFailed e) {
            failure = e;
        }
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        try {
            return new SmtpBatch(this, sender, time, batch, listener).handOver();
        } finally {
            close();
        }
    }

    /** Returns the connection, a new one if the last one broke or has sent as many letters as it may. */
    SmtpConnection connection() throws SmtpConnectionFailed {
        if (failure != null) {
            throw failure;
        }
        SmtpConnection open = connection == null ? connections.acquire() : connection;
        connection = open;
        return !open.hasPendingEnvelope() && limits().isUsedUp(open) ? renew(open) : open;
    }

    /** Replaces the connection by a new one. */
    SmtpConnection renew() throws SmtpConnectionFailed {
        return connection == null ? connection() : renew(connection);
    }

    private SmtpConnection renew(SmtpConnection old) throws SmtpConnectionFailed {
        connection = null;
        SmtpConnection renewed;
        try {
            renewed = connections.replace(old);
        } catch (SmtpConnectionFailed e) {
            if (!e.isBusy()) {
                throw e;
            }
            renewed = connections.acquire();
        }
        connection = renewed;
        return renewed;
    }

    LearnedLimits limits() {
        return connections.limits();
    }

    /** Removes a broken connection. */
    void discard(SmtpConnection broken) {
        connection = null;
        connections.discard(broken);
    }

    /**
     * The server refused a letter for a reason that an operator may mend. The next batch gets a new connection: a
     * server applies changed settings to new connections only.
     */
    void refused() {
        refused = true;
    }

    boolean isShuttingDown() {
        return connections.isAborted() || Thread.currentThread().isInterrupted();
    }

    /** Releases the connection. Other batches may use it. */
    @Override
    public void close() {
        if (connection != null) {
            connections.release(connection, !refused);
            connection = null;
        }
    }
}
