package dev.tidings.testing;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A transport that keeps what it is handed and answers as it is told; it accepts everything until then. */
public final class RecordingTransport implements Transport {
    /** One call of {@link #handOver}. */
    public record Batch(String key, List<Message> messages) {}

    /** Answers a batch; may throw, as a crash would. */
    public interface Answer {
        HandOver to(String key, List<Message> batch);
    }

    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private volatile Duration replayWindow = Duration.ZERO;
    private volatile int batchSize = 50;
    private volatile @Nullable Rate rate;
    private volatile Map<String, Double> domainRates = Map.of();
    private volatile Answer answer = (key, batch) -> all(batch, new Accepted(null, null), null);

    public static HandOver all(List<Message> batch, SendOutcome outcome, @Nullable String stop) {
        List<SendOutcome> outcomes = new ArrayList<>();
        batch.forEach(message -> outcomes.add(outcome));
        return new HandOver(outcomes, stop);
    }

    /** The answer to the batch was lost. */
    public static HandOver unanswered(List<Message> batch) {
        return new HandOver(
                all(batch, new Deferred("503", null), null).outcomes(), null, Again.TOGETHER, Condition.GOOD);
    }

    /** Forgets everything it kept and was told. */
    public void reset() {
        batches.clear();
        replayWindow = Duration.ZERO;
        batchSize = 50;
        rate = null;
        domainRates = Map.of();
        answer = (key, batch) -> all(batch, new Accepted(null, null), null);
    }

    public RecordingTransport answering(Answer next) {
        answer = next;
        return this;
    }

    public RecordingTransport replaying(Duration window, int size) {
        replayWindow = window;
        batchSize = size;
        return this;
    }

    /** @param perSecond letters */
    public RecordingTransport limitedTo(double perSecond) {
        rate = new Rate(perSecond, false);
        return this;
    }

    /** @param perSecond letters to that domain */
    public RecordingTransport limitedFor(String domain, double perSecond) {
        domainRates = Map.of(domain, perSecond);
        return this;
    }

    public List<Batch> batches() {
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
    public @Nullable Rate rate() {
        return rate;
    }

    @Override
    public Map<String, Double> domainRates() {
        return domainRates;
    }

    @Override
    public HandOver handOver(String key, List<Message> batch) {
        batches.add(new Batch(key, List.copyOf(batch)));
        return answer.to(key, batch);
    }

    @Override
    public Reachability probe() {
        return new Reachability(true, "a test's own");
    }
}
