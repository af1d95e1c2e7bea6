package dev.tidings.testing;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.Transport;
import dev.tidings.transport.TransportSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A transport that records batches and answers with a responder. By default it accepts every message. */
public final class RecordingTransport implements Transport {
    /** One call of {@link #handOver}. */
    public record RecordedBatch(String key, List<Message> messages) {}

    /** Answers a batch. An exception simulates a crash. */
    public interface BatchResponder {
        HandOverResult handOver(String key, List<Message> batch);
    }

    private final List<RecordedBatch> batches = new CopyOnWriteArrayList<>();
    private volatile Duration replayWindow = Duration.ZERO;
    private volatile int batchSize = 50;
    private volatile @Nullable TransportRate rate;
    private volatile Map<String, Double> domainRates = Map.of();
    private volatile Runnable whileOpening = () -> {};
    private volatile BatchResponder responder = (key, batch) -> all(batch, new Accepted(null, null), null);

    public static HandOverResult all(List<Message> batch, SendOutcome outcome, @Nullable String stop) {
        List<SendOutcome> outcomes = new ArrayList<>();
        batch.forEach(message -> outcomes.add(outcome));
        return new HandOverResult(outcomes, stop);
    }

    /** The result of a batch whose answer was lost. */
    public static HandOverResult unanswered(List<Message> batch) {
        return new HandOverResult(
                all(batch, new Deferred("503", null), null).outcomes(), null, RetryMode.SAME_BATCH, TransportStatus.OK);
    }

    /** Deletes the recorded batches and restores the defaults. */
    public void reset() {
        batches.clear();
        replayWindow = Duration.ZERO;
        batchSize = 50;
        rate = null;
        domainRates = Map.of();
        whileOpening = () -> {};
        responder = (key, batch) -> all(batch, new Accepted(null, null), null);
    }

    public RecordingTransport respondingWith(BatchResponder next) {
        responder = next;
        return this;
    }

    public RecordingTransport withReplayWindow(Duration window, int size) {
        replayWindow = window;
        batchSize = size;
        return this;
    }

    /** @param perSecond letters a second */
    public RecordingTransport withRate(double perSecond) {
        rate = new TransportRate(perSecond, false);
        return this;
    }

    /** @param perSecond letters a second to that domain */
    public RecordingTransport withDomainRate(String domain, double perSecond) {
        domainRates = Map.of(domain, perSecond);
        return this;
    }

    /** @param event what happens each time while a batch waits for its session */
    public RecordingTransport whileOpeningSessions(Runnable event) {
        whileOpening = event;
        return this;
    }

    public List<RecordedBatch> batches() {
        return batches;
    }

    public List<Message> messages() {
        return batches.stream().flatMap(batch -> batch.messages().stream()).toList();
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Duration replayWindow() {
        return replayWindow;
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
    public TransportSession openSession() {
        whileOpening.run();
        return Transport.super.openSession();
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        batches.add(new RecordedBatch(key, List.copyOf(batch)));
        return responder.handOver(key, batch);
    }

    @Override
    public Reachability checkReachability(Collection<EmailAddress> senders) {
        return new Reachability(true, "a transport for tests");
    }
}
