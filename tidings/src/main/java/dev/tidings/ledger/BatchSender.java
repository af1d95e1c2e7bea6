package dev.tidings.ledger;

import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.ledger.RefusalReview.ReviewedAnswer;
import dev.tidings.ledger.journal.BatchJournal;
import dev.tidings.ledger.journal.DeliveryJournal;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.throttle.TransportStatusRecorder;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.TransportSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Hands a batch whose intent is committed to its transport and commits the outcomes. Keeps the batch's journal and the
 * transport's pace.
 */
@Component
public class BatchSender {
    private final DeliveryJournal journal;
    private final TransportPace pace;
    private final OutcomeWriter writer;
    private final LateOutcomes lateOutcomes;
    private final TransportStatusRecorder statusRecorder;
    private final RefusalReview refusals;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Timer timer;

    BatchSender(
            DeliveryJournal journal,
            TransportPace pace,
            OutcomeWriter writer,
            LateOutcomes lateOutcomes,
            TransportStatusRecorder statusRecorder,
            RefusalReview refusals,
            InstantSource clock,
            Ticker ticker,
            MeterRegistry meters) {
        this.journal = journal;
        this.pace = pace;
        this.writer = writer;
        this.lateOutcomes = lateOutcomes;
        this.statusRecorder = statusRecorder;
        this.refusals = refusals;
        this.clock = clock;
        this.ticker = ticker;
        this.timer = meters.timer("tidings.handover");
    }

    /**
     * Begins the journal of a batch. Call it before the intent is committed. A transport that repeats a batch safely
     * needs no journal.
     */
    public BatchJournal begin(Transport transport, List<OutgoingLetter> batch) {
        return transport.replayWindow().isZero()
                ? journal.begin(batch.stream()
                        .map(OutgoingLetter::delivery)
                        .map(letter -> new LetterAttempt(letter.id(), letter.attempt() + 1))
                        .toList())
                : BatchJournal.NONE;
    }

    /**
     * Sends a batch of new letters, which {@link IntentWriter#write} has stored in one row of {@code batch}, and commits
     * their outcomes. An empty batch is done.
     *
     * @param session opened before the intent
     * @param key the batch's key
     * @param journal the batch's journal, begun before the intent
     */
    public DispatchResult sendNew(
            TransportSession session,
            String key,
            List<OutgoingLetter> batch,
            BatchJournal journal,
            SettlementPolicy policy) {
        if (batch.isEmpty()) {
            return DispatchResult.DONE;
        }
        ReviewedAnswer reviewed = handOver(session, key, batch, journal);
        HandOverResult answer = reviewed.answer();
        BatchOutcomes outcomes =
                outcomes(key, batch, answer, answer.retryMode()).ofNewBatch(key);
        settle(session.transport(), batch, answer, outcomes, journal, policy);
        return result(session.transport(), reviewed, policy);
    }

    /**
     * Sends a batch of letters in {@code delivery} and commits their outcomes.
     *
     * @param session opened before the claim
     * @param unacceptedMode how letters that were certainly not accepted are retried
     */
    DispatchResult send(
            TransportSession session,
            String key,
            List<OutgoingLetter> batch,
            RetryMode unacceptedMode,
            BatchJournal journal,
            SettlementPolicy policy) {
        ReviewedAnswer reviewed = handOver(session, key, batch, journal);
        HandOverResult answer = reviewed.answer();
        RetryMode retryMode = answer.retryMode() == RetryMode.ANY_BATCH ? unacceptedMode : answer.retryMode();
        settle(session.transport(), batch, answer, outcomes(key, batch, answer, retryMode), journal, policy);
        return result(session.transport(), reviewed, policy);
    }

    private BatchOutcomes outcomes(String key, List<OutgoingLetter> batch, HandOverResult answer, RetryMode retryMode) {
        return BatchOutcomes.of(key, batch, answer, retryMode, DeliveryBackoff.STANDARD, clock.instant());
    }

    private DispatchResult result(Transport transport, ReviewedAnswer reviewed, SettlementPolicy policy) {
        if (!reviewed.doubted().isEmpty()) {
            writer.hold("addresses that are not dead", () -> policy.onDoubted(reviewed.doubted()));
        }
        HandOverResult answer = reviewed.answer();
        writer.hold("the transport's status", () -> statusRecorder.update(transport, answer.status()));
        return answer.stopReason() == null ? DispatchResult.DONE : new DispatchResult.Stop(answer.stopReason());
    }

    private ReviewedAnswer handOver(
            TransportSession session, String key, List<OutgoingLetter> batch, BatchJournal journal) {
        List<Message> messages = batch.stream().map(OutgoingLetter::message).toList();
        HandOverProgress progress = new HandOverProgress(journal, ticker);
        HandOverResult result = Objects.requireNonNull(timer.record(() -> session.handOver(key, messages, progress)));
        if (result.status().failure() == null) {
            pace.record(session.transport(), progress.started(), progress.elapsedNanos());
        }
        return refusals.review(session.transport(), batch, result);
    }

    /** Commits the outcomes and ends the journal. If that fails, the journal keeps what is known of the batch. */
    private void settle(
            Transport transport,
            List<OutgoingLetter> batch,
            HandOverResult answer,
            BatchOutcomes outcomes,
            BatchJournal journal,
            SettlementPolicy policy) {
        int effective = -1;
        try {
            effective = writer.write(outcomes, policy);
        } finally {
            if (effective < 0) {
                journal.keep();
            } else if (effective < batch.size() && transport.replayWindow().isZero()) {
                lateOutcomes.add(batch, answer.outcomes(), journal);
            } else {
                journal.discard();
            }
        }
    }
}
