package dev.tidings.transport;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends every message of another transport to one address. The subject and a header name the true recipient, whose
 * address no answer of the server concerns.
 */
record RedirectingTransport(Transport original, EmailAddress target) implements Transport {
    static final String HEADER = "X-Tidings-Recipient";

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public int batchSize() {
        return original.batchSize();
    }

    @Override
    public Duration replayWindow() {
        return original.replayWindow();
    }

    @Override
    public @Nullable TransportRate rate() {
        return original.rate();
    }

    @Override
    public Map<String, Double> domainRates() {
        return original.domainRates();
    }

    @Override
    public TransportSession openSession() {
        return new RedirectingSession(this, original.openSession());
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        return impersonal(original.handOver(key, redirected(batch), new ImpersonalListener(listener)));
    }

    private List<Message> redirected(List<Message> batch) {
        return batch.stream().map(this::redirected).toList();
    }

    private Message redirected(Message message) {
        String recipient = message.to().address().value();
        Map<String, String> headers = new LinkedHashMap<>(message.headers());
        headers.put(HEADER, recipient);
        return new Message(
                message.messageId(),
                message.from(),
                message.replyTo(),
                new Mailbox(message.to().name(), target),
                "[for " + recipient + "] " + message.subject(),
                message.html(),
                message.text(),
                headers);
    }

    private static HandOverResult impersonal(HandOverResult result) {
        return new HandOverResult(
                result.outcomes().stream().map(RedirectingTransport::impersonal).toList(),
                result.stopReason(),
                result.retryMode(),
                result.status());
    }

    /** A dead mailbox is that of the redirection. The recipient's must not be suppressed for it. */
    private static SendOutcome impersonal(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Rejected(String reason, boolean addressIsDead) && addressIsDead
                ? new SendOutcome.Rejected("TIDINGS_REDIRECT_TO: " + reason, false)
                : outcome;
    }

    @Override
    public Reachability checkReachability(Collection<EmailAddress> senders) {
        return original.checkReachability(senders);
    }

    @Override
    public void abort() {
        original.abort();
    }

    @Override
    public void close() {
        original.close();
    }

    private record RedirectingSession(RedirectingTransport transport, TransportSession session)
            implements TransportSession {
        @Override
        public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
            return impersonal(session.handOver(key, transport.redirected(batch), new ImpersonalListener(listener)));
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private record ImpersonalListener(HandOverListener listener) implements HandOverListener {
        @Override
        public boolean mayStart(int position) {
            return listener.mayStart(position);
        }

        @Override
        public void onFinalByte(int position) {
            listener.onFinalByte(position);
        }

        @Override
        public void onOutcome(int position, SendOutcome outcome) {
            listener.onOutcome(position, impersonal(outcome));
        }
    }
}
