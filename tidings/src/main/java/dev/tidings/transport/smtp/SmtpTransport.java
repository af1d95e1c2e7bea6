package dev.tidings.transport.smtp;

import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.Transport;
import dev.tidings.transport.TransportSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends letters to a mail server over SMTP (RFC 5321) and reuses connections. */
public final class SmtpTransport implements Transport {
    private final SmtpSettings settings;
    private final @Nullable TransportRate rate;
    private final Map<String, Double> domainRates;
    private final InstantSource time;
    private final SmtpConnectionPool connections;

    /** @throws IllegalArgumentException if the file of trusted certificates cannot be used */
    public SmtpTransport(SmtpSettings settings, InstantSource time) {
        this(settings, null, Map.of(), time, Ticker.SYSTEM);
    }

    /**
     * @param rate letters per second, or null for no limit
     * @param domainRates letters per second to single domains
     * @throws IllegalArgumentException if the file of trusted certificates cannot be used
     */
    public SmtpTransport(
            SmtpSettings settings,
            @Nullable Double rate,
            Map<String, Double> domainRates,
            InstantSource time,
            Ticker ticker) {
        this.settings = settings;
        this.rate = rate == null ? null : new TransportRate(rate, false);
        this.domainRates = domainRates;
        this.time = time;
        connections = new SmtpConnectionPool(settings, ticker);
    }

    @Override
    public String name() {
        return "smtp";
    }

    /**
     * Small: if a node and its journal are lost, the outcome of every letter of a batch in flight is unknown.
     */
    @Override
    public int batchSize() {
        return 25;
    }

    /** Zero: a mail server does not detect duplicates. */
    @Override
    public Duration replayWindow() {
        return Duration.ZERO;
    }

    @Override
    public @Nullable TransportRate rate() {
        return rate;
    }

    @Override
    public Map<String, Double> domainRates() {
        return domainRates;
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        try (TransportSession session = openSession()) {
            return session.handOver(key, batch, listener);
        }
    }

    /** Opens a connection, or takes an idle one. Blocks while all are in use. */
    @Override
    public TransportSession openSession() {
        return new SmtpSession(this, connections, settings.sender(), time);
    }

    @Override
    public Reachability checkReachability() {
        String server = settings.host() + ":" + settings.port();
        try {
            connections.release(connections.acquire());
            return new Reachability(true, "The mail server " + server + " accepts the connection");
        } catch (SmtpConnectionFailed e) {
            return new Reachability(false, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void abort() {
        connections.abort();
    }

    @Override
    public void close() {
        connections.close();
    }
}
