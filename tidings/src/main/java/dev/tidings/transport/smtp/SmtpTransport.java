package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport;
import dev.tidings.transport.TransportSession;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
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

    /** Begins a letter from each sender to itself, as an edition would, and takes it back. */
    @Override
    public Reachability checkReachability(Collection<EmailAddress> senders) {
        StringBuilder remarks = new StringBuilder();
        try {
            connections.release(connections.acquire());
            for (EmailAddress sender : envelopeSenders(senders)) {
                SmtpExchange refusal = probe(sender);
                if (refusal != null) {
                    String answer = answer(refusal, sender);
                    if (wouldFailAnEdition(refusal)) {
                        return new Reachability(false, settings.describe(answer));
                    }
                    remarks.append(", and ").append(answer);
                }
            }
            return new Reachability(true, settings.describe("accepts the connection" + remarks));
        } catch (SmtpConnectionFailed e) {
            return new Reachability(false, String.valueOf(e.getMessage()));
        }
    }

    private Collection<EmailAddress> envelopeSenders(Collection<EmailAddress> senders) {
        EmailAddress configured = settings.sender();
        return configured == null || senders.isEmpty() ? new LinkedHashSet<>(senders) : List.of(configured);
    }

    private @Nullable SmtpExchange probe(EmailAddress sender) throws SmtpConnectionFailed {
        SmtpConnection connection = connections.acquire();
        SmtpExchange refusal = connection.probe(sender);
        if (connection.reset()) {
            connections.release(connection);
        } else {
            connection.closeNow();
            connections.discard(connection);
        }
        return refusal;
    }

    /** A server may have no mailbox for its sender, or be busy: editions go out nevertheless. */
    private static boolean wouldFailAnEdition(SmtpExchange refusal) {
        ReplyClassification meaning = ReplyClassification.of(refusal);
        return refusal.reply().isLost()
                || meaning.stopReason() != null
                || meaning.outcome() instanceof SendOutcome.UnclearRefusal;
    }

    private static String answer(SmtpExchange refusal, EmailAddress sender) {
        String answer = refusal.reply().isLost()
                ? "closes the connection"
                : "answers " + refusal.reply().displayText();
        String command = refusal.stage() == SmtpStage.SENDER ? " to MAIL FROM:<" : " to RCPT TO:<";
        return answer + command + sender.value() + ">";
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
