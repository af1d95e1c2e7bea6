package dev.tidings.ledger;

import dev.tidings.core.Message;
import dev.tidings.throttle.TransportStatusRecorder;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands batches of letters to a transport, once each: the intent is committed before a message leaves, the outcomes after.
 * A crash between the two leaves the batch as handed over, for {@link #recover}.
 */
@Component
public class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Deliveries deliveries;
    private final Batches batches;
    private final OutcomeWriter writer;
    private final TransportStatusRecorder statusRecorder;
    private final InstantSource clock;
    private final Timer intentTimer;
    private final Timer handOverTimer;
    private final DeliveryBackoff backoff = DeliveryBackoff.STANDARD;

    Dispatcher(
            Deliveries deliveries,
            Batches batches,
            OutcomeWriter writer,
            TransportStatusRecorder conditions,
            InstantSource clock,
            MeterRegistry meters) {
        this.deliveries = deliveries;
        this.batches = batches;
        this.writer = writer;
        this.statusRecorder = conditions;
        this.clock = clock;
        this.intentTimer = meters.timer("tidings.intend");
        this.handOverTimer = meters.timer("tidings.handover");
    }

    /**
     * Hands over one batch of letters that nobody has in hand.
     *
     * @param batch letters without a batch key, or one kept batch, whole and in order
     * @return why the transport must not be used until an operator acts, or null
     */
    public @Nullable String dispatch(Transport transport, List<OutgoingLetter> batch, Settler settler) {
        if (batch.isEmpty()) {
            return null;
        }
        Delivery first = batch.getFirst().delivery();
        String kept = first.batchKey();
        if (first.isReplay() && !replaysSafely(transport, first)) {
            return settleUnknown(batch, "no answer until the provider forgets the batch", settler);
        }
        String key = kept == null ? BatchKey.of(batch) : kept;
        List<Long> ids = batch.stream().map(each -> each.delivery().id()).toList();
        Set<Long> taken = new HashSet<>(intentTimer.record(() -> deliveries.claim(ids, key)));
        if (taken.size() == ids.size()) {
            RetryMode untaken =
                    first.isReplay() ? RetryMode.SAME_BATCH : kept != null ? RetryMode.ALONE : RetryMode.ANY_BATCH;
            return handOver(transport, key, batch, untaken, outcomes -> settle(outcomes, settler));
        }
        log.info(
                "batch {}: {} of {} letters are in other hands; left to them",
                key,
                ids.size() - taken.size(),
                ids.size());
        if (kept == null && !taken.isEmpty()) {
            deliveries.release(batch.stream()
                    .map(OutgoingLetter::delivery)
                    .filter(delivery -> taken.contains(delivery.id()))
                    .toList());
        }
        return null;
    }

    /**
     * Hands over one batch of letters that are not written down yet.
     *
     * @param intent writes them down in {@code batch} under the key that it is given, and commits; false if they are another
     *     worker's
     * @return why the transport must not be used until an operator acts, or null
     */
    public @Nullable String dispatchNew(
            Transport transport, List<OutgoingLetter> batch, Settler settler, Predicate<String> intent) {
        String key = BatchKey.of(batch);
        boolean ours = intentTimer.record(() -> intent.test(key));
        return ours && !batch.isEmpty()
                ? handOver(transport, key, batch, RetryMode.ANY_BATCH, outcomes -> settleNew(key, outcomes, settler))
                : null;
    }

    /**
     * Goes on with a batch that was handed over by a worker that then fell silent: again under the same key where the
     * transport guards against a second copy, else every letter's outcome is unknown.
     */
    public @Nullable String recover(Transport transport, List<OutgoingLetter> batch, Settler settler) {
        if (batch.isEmpty()) {
            return null;
        }
        Delivery first = batch.getFirst().delivery();
        if (first.batchKey() != null && replaysSafely(transport, first)) {
            return replay(transport, first.batchKey(), batch, settler);
        }
        return settleUnknown(batch, "handed over, then the worker fell silent", settler);
    }

    /** What the silent worker learns from here on no longer counts, should it wake up. */
    private @Nullable String replay(Transport transport, String key, List<OutgoingLetter> batch, Settler settler) {
        List<Delivery> seen = batch.stream().map(OutgoingLetter::delivery).toList();
        if (intentTimer.record(() -> deliveries.reclaim(seen))) {
            return handOver(transport, key, batch, RetryMode.SAME_BATCH, outcomes -> settle(outcomes, settler));
        }
        log.info("batch {}: its worker was only slow, or another one goes on with it", key);
        return null;
    }

    private boolean replaysSafely(Transport transport, Delivery delivery) {
        Instant firstTried = delivery.firstTriedAt();
        return firstTried != null && clock.instant().isBefore(firstTried.plus(transport.replayWindow()));
    }

    private @Nullable String settleUnknown(List<OutgoingLetter> batch, String reason, Settler settler) {
        Instant now = clock.instant();
        log.warn(
                "batch {}: the outcome of {} letters is unknown",
                batch.getFirst().delivery().batchKey(),
                batch.size());
        List<Settlement> unknown = batch.stream()
                .map(each ->
                        Settlement.unknown(each.delivery().id(), each.delivery().attempt(), reason))
                .toList();
        writer.write(() -> settler.settle(unknown, now));
        return null;
    }

    /**
     * @param untaken how what was certainly not taken now goes out again: together where an earlier attempt under this key
     *     may have been taken, alone where its batch was refused. That it is refused now says more, since the same request
     *     under the same key has the same answer
     * @param settle writes the outcomes down
     */
    private @Nullable String handOver(
            Transport transport,
            String key,
            List<OutgoingLetter> batch,
            RetryMode untaken,
            Consumer<BatchOutcomes> settle) {
        List<Message> messages = batch.stream().map(OutgoingLetter::message).toList();
        HandOverResult answer = handOverTimer.record(() -> transport.handOver(key, messages));
        RetryMode again = answer.retryMode() == RetryMode.ANY_BATCH ? untaken : answer.retryMode();
        BatchOutcomes outcomes = BatchOutcomes.of(key, batch, answer.outcomes(), again, backoff, clock.instant());
        writer.write(() -> settle.accept(outcomes));
        statusRecorder.update(transport, answer.status());
        return answer.stopReason();
    }

    /** What was learned of a batch that another worker has laid out meanwhile counts for its letters. */
    private void settleNew(String key, BatchOutcomes outcomes, Settler settler) {
        if (!outcomes.allSent() || !settler.settleSentBatch(key, outcomes.settlements(), outcomes.learnedAt())) {
            batches.expandToRows(key);
            settle(outcomes, settler);
        }
    }

    private void settle(BatchOutcomes outcomes, Settler settler) {
        deliveries.defer(outcomes.deferrals(), outcomes.nextAttemptAt());
        settler.settle(outcomes.settlements(), outcomes.learnedAt());
    }
}
