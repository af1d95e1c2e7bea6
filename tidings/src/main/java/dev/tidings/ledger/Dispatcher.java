package dev.tidings.ledger;

import dev.tidings.ledger.DeliveryAttempts.Claim;
import dev.tidings.ledger.journal.BatchJournal;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.TransportSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands over batches of owed letters. Their intent is committed before a message leaves, the outcomes after it. After a
 * crash between the two, {@link #recover} finds the batch as handed over.
 */
@Component
public class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** Why a batch that may have been accepted is not repeated. */
    public static final String UNRENDERABLE = "one letter of its batch cannot be rendered again";

    private static final String INCOMPLETE = "its batch cannot be repeated completely";

    private final ClaimWriter claims;
    private final DuplicateRemover duplicateRemover;
    private final OutcomeWriter writer;
    private final BatchSender sender;
    private final InstantSource clock;

    Dispatcher(
            ClaimWriter claims,
            DuplicateRemover duplicateRemover,
            OutcomeWriter writer,
            BatchSender sender,
            InstantSource clock) {
        this.claims = claims;
        this.duplicateRemover = duplicateRemover;
        this.writer = writer;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Hands over one batch of owed letters that no worker has claimed. Leaves out letters whose users have changed
     * since composing; they stay owed and due.
     *
     * @param batch letters without a batch key, or one kept batch, whole and in order
     */
    public DispatchResult dispatch(TransportSession session, List<OutgoingLetter> batch, SettlementPolicy policy) {
        if (batch.isEmpty()) {
            return DispatchResult.DONE;
        }
        Delivery first = batch.getFirst().delivery();
        String kept = first.batchKey();
        if (first.isReplay() && !replaysSafely(session.transport(), first)) {
            return settleUnknown(deliveries(batch), "no answer within the provider's replay window", policy);
        }
        String key = kept == null ? BatchKey.of(batch) : kept;
        List<Delivery> seen = deliveries(batch);
        BatchJournal journal = sender.begin(session.transport(), batch);
        Claim claim = claim(seen, key, journal);
        if (!claim.doubled().isEmpty()) {
            return dispatchOthers(session, batch, claim.doubled(), policy);
        }
        if (!claim.changed().isEmpty()) {
            log.info("letters {}: their users changed since composing", claim.changed());
            return dispatch(session, without(batch, claim.changed()), policy);
        }
        if (claim.claimed().size() == seen.size()) {
            // A letter that was certainly not accepted is retried with its batch if an earlier attempt under this key
            // may have been accepted. It is retried alone if its batch was refused: the same request under the same
            // key gets the same answer.
            RetryMode unacceptedMode =
                    first.isReplay() ? RetryMode.SAME_BATCH : kept != null ? RetryMode.ALONE : RetryMode.ANY_BATCH;
            return sender.send(session, key, batch, unacceptedMode, journal, policy);
        }
        log.info(
                "batch {}: {} of {} letters claimed by another worker",
                key,
                seen.size() - claim.claimed().size(),
                seen.size());
        Set<Long> claimed = new HashSet<>(claim.claimed());
        return endClaim(
                seen.stream()
                        .filter(delivery -> claimed.contains(delivery.id()))
                        .toList(),
                policy);
    }

    /**
     * Ends the claim of a part of a batch. Releases the letters, or settles them as unknown if they belong to a batch
     * that may have been accepted: without its other letters it cannot be handed over again.
     */
    private DispatchResult endClaim(List<Delivery> claimed, SettlementPolicy policy) {
        if (claimed.isEmpty()) {
            return DispatchResult.DONE;
        }
        if (claimed.getFirst().isReplay()) {
            return settleUnknown(claimed, 1, INCOMPLETE, policy);
        }
        claims.release(claimed);
        return DispatchResult.DONE;
    }

    private static List<Delivery> deliveries(List<OutgoingLetter> batch) {
        return batch.stream().map(OutgoingLetter::delivery).toList();
    }

    /** Claims the letters. The journal ends unless all of them are claimed. */
    private Claim claim(List<Delivery> seen, String key, BatchJournal journal) {
        boolean whole = false;
        try {
            Claim claim = claims.claim(seen, key);
            whole = claim.doubled().isEmpty() && claim.claimed().size() == seen.size();
            return claim;
        } finally {
            if (!whole) {
                journal.withdraw();
            }
        }
    }

    private static List<OutgoingLetter> without(List<OutgoingLetter> batch, List<Long> ids) {
        return batch.stream()
                .filter(each -> !ids.contains(each.delivery().id()))
                .toList();
    }

    /**
     * Removes the doubled letters from their chunk and continues with the others. A batch that may have been accepted
     * cannot continue without all of its letters.
     */
    private DispatchResult dispatchOthers(
            TransportSession session, List<OutgoingLetter> batch, List<Long> doubled, SettlementPolicy policy) {
        List<OutgoingLetter> others = removeDoubled(batch, doubled);
        return batch.getFirst().delivery().isReplay()
                ? settleUnknown(deliveries(others), INCOMPLETE, policy)
                : dispatch(session, others, policy);
    }

    private List<OutgoingLetter> removeDoubled(List<OutgoingLetter> batch, List<Long> doubled) {
        List<Long> removed = duplicateRemover.removeSettledElsewhere(doubled);
        log.warn("letters {}: removed from their chunk, their users already have settled letters", removed);
        return without(batch, doubled);
    }

    /**
     * Recovers a batch whose worker stopped after the hand-over. Repeats it under the same key if the transport
     * detects duplicates; otherwise every letter's outcome is unknown.
     */
    public DispatchResult recover(Transport transport, List<OutgoingLetter> batch, SettlementPolicy policy) {
        if (batch.isEmpty()) {
            return DispatchResult.DONE;
        }
        Delivery first = batch.getFirst().delivery();
        if (first.batchKey() != null && replaysSafely(transport, first)) {
            return replay(transport, first.batchKey(), batch, policy);
        }
        return settleUnknown(deliveries(batch), "the worker stopped after the hand-over", policy);
    }

    /** Claims the batch and repeats it. Outcomes that the stopped worker learns later have no effect. */
    private DispatchResult replay(
            Transport transport, String key, List<OutgoingLetter> batch, SettlementPolicy policy) {
        List<Delivery> seen = deliveries(batch);
        try (TransportSession session = transport.openSession()) {
            Claim claim = claims.reclaim(seen);
            if (!claim.doubled().isEmpty()) {
                return settleUnknown(seen, INCOMPLETE, policy);
            }
            if (claim.claimed().size() == seen.size()) {
                return sender.send(session, key, batch, RetryMode.SAME_BATCH, BatchJournal.NONE, policy);
            }
        }
        log.info("batch {}: not reclaimed: another worker has it", key);
        return DispatchResult.DONE;
    }

    /** Without a window never, whatever the clock shows: it may have been set back since the first attempt. */
    private boolean replaysSafely(Transport transport, Delivery delivery) {
        Instant firstTried = delivery.firstTriedAt();
        Duration window = transport.replayWindow();
        return firstTried != null && !window.isZero() && clock.instant().isBefore(firstTried.plus(window));
    }

    /** Settles a batch that may have been accepted and cannot be repeated. */
    public DispatchResult settleUnknown(List<Delivery> batch, String reason, SettlementPolicy policy) {
        return settleUnknown(batch, 0, reason, policy);
    }

    /** @param begun attempts begun since the letters were read */
    private DispatchResult settleUnknown(List<Delivery> batch, int begun, String reason, SettlementPolicy policy) {
        if (batch.isEmpty()) {
            return DispatchResult.DONE;
        }
        log.warn(
                "batch {}: the outcome of {} letters is unknown",
                batch.getFirst().batchKey(),
                batch.size());
        List<Settlement> unknown = batch.stream()
                .map(letter -> Settlement.unknown(letter.id(), letter.attempt() + begun, reason))
                .toList();
        writer.write(BatchOutcomes.settled(unknown, clock.instant()), policy);
        return DispatchResult.DONE;
    }
}
