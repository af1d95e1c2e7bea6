package dev.tidings.delivery;

import dev.tidings.core.Message;
import dev.tidings.delivery.Transport.Again;
import dev.tidings.delivery.Transport.HandOver;
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
    private final Conditions conditions;
    private final InstantSource clock;
    private final Timer intending;
    private final Timer handingOver;
    private final Backoff backoff = Backoff.STANDARD;

    Dispatcher(
            Deliveries deliveries,
            Batches batches,
            OutcomeWriter writer,
            Conditions conditions,
            InstantSource clock,
            MeterRegistry meters) {
        this.deliveries = deliveries;
        this.batches = batches;
        this.writer = writer;
        this.conditions = conditions;
        this.clock = clock;
        this.intending = meters.timer("tidings.intend");
        this.handingOver = meters.timer("tidings.handover");
    }

    /**
     * Hands over one batch of letters that nobody has in hand.
     *
     * @param batch letters without a batch key, or one kept batch, whole and in order
     * @return why the transport must not be used until an operator acts, or null
     */
    public @Nullable String dispatch(Transport transport, List<Outgoing> batch, Settler settler) {
        if (batch.isEmpty()) {
            return null;
        }
        Delivery first = batch.getFirst().delivery();
        String kept = first.batchKey();
        if (first.isRepeat() && !replaysSafely(transport, first)) {
            return settleUnknown(batch, "no answer until the provider forgets the batch", settler);
        }
        String key = kept == null ? BatchKey.of(batch) : kept;
        List<Long> ids = batch.stream().map(each -> each.delivery().id()).toList();
        Set<Long> taken = new HashSet<>(intending.record(() -> deliveries.take(ids, key)));
        if (taken.size() == ids.size()) {
            Again untaken = first.isRepeat() ? Again.TOGETHER : kept != null ? Again.ALONE : Again.FREELY;
            return handOver(transport, key, batch, untaken, outcomes -> settle(outcomes, settler));
        }
        log.info(
                "batch {}: {} of {} letters are in other hands; left to them",
                key,
                ids.size() - taken.size(),
                ids.size());
        if (kept == null && !taken.isEmpty()) {
            deliveries.giveBack(batch.stream()
                    .map(Outgoing::delivery)
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
            Transport transport, List<Outgoing> batch, Settler settler, Predicate<String> intent) {
        String key = BatchKey.of(batch);
        boolean ours = intending.record(() -> intent.test(key));
        return ours && !batch.isEmpty()
                ? handOver(transport, key, batch, Again.FREELY, outcomes -> settleNew(key, outcomes, settler))
                : null;
    }

    /**
     * Goes on with a batch that was handed over by a worker that then fell silent: again under the same key where the
     * transport guards against a second copy, else every letter's outcome is unknown.
     */
    public @Nullable String recover(Transport transport, List<Outgoing> batch, Settler settler) {
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
    private @Nullable String replay(Transport transport, String key, List<Outgoing> batch, Settler settler) {
        List<Delivery> seen = batch.stream().map(Outgoing::delivery).toList();
        if (intending.record(() -> deliveries.retake(seen))) {
            return handOver(transport, key, batch, Again.TOGETHER, outcomes -> settle(outcomes, settler));
        }
        log.info("batch {}: its worker was only slow, or another one goes on with it", key);
        return null;
    }

    private boolean replaysSafely(Transport transport, Delivery delivery) {
        Instant firstTried = delivery.firstTriedAt();
        return firstTried != null && clock.instant().isBefore(firstTried.plus(transport.replayWindow()));
    }

    private @Nullable String settleUnknown(List<Outgoing> batch, String reason, Settler settler) {
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
            Transport transport, String key, List<Outgoing> batch, Again untaken, Consumer<Outcomes> settle) {
        List<Message> messages = batch.stream().map(Outgoing::message).toList();
        HandOver answer = handingOver.record(() -> transport.handOver(key, messages));
        Again again = answer.again() == Again.FREELY ? untaken : answer.again();
        Outcomes outcomes = Outcomes.of(key, batch, answer.outcomes(), again, backoff, clock.instant());
        writer.write(() -> settle.accept(outcomes));
        conditions.note(transport, answer.condition());
        return answer.stop();
    }

    /** What was learned of a batch that another worker has laid out meanwhile counts for its letters. */
    private void settleNew(String key, Outcomes outcomes, Settler settler) {
        if (!outcomes.allSent() || !settler.settleSent(key, outcomes.settlements(), outcomes.at())) {
            batches.layOut(key);
            settle(outcomes, settler);
        }
    }

    private void settle(Outcomes outcomes, Settler settler) {
        deliveries.defer(outcomes.deferrals(), outcomes.next());
        settler.settle(outcomes.settlements(), outcomes.at());
    }
}
