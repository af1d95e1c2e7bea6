package dev.tidings.simulation;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Accepts every message and discards it. Opens no connection and writes no file. */
record DiscardingTransport(String name) implements Transport {

    /** One for each transport that a digest can name. */
    static Transports forEveryName() {
        return new Transports(List.of(
                new DiscardingTransport("outbox"), new DiscardingTransport("resend"), new DiscardingTransport("smtp")));
    }

    @Override
    public int batchSize() {
        return 100;
    }

    @Override
    public Duration replayWindow() {
        return Duration.ZERO;
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        return new HandOverResult(
                batch.stream()
                        .map(message -> (SendOutcome) new SendOutcome.Accepted(null, null))
                        .toList(),
                null);
    }

    @Override
    public Reachability checkReachability(Collection<EmailAddress> senders) {
        return new Reachability(true, "Letters are discarded");
    }
}
