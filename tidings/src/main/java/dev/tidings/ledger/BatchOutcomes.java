package dev.tidings.ledger;

import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one batch's outcomes: letters to settle and letters to defer. Deferred letters that are not due at once
 * get the same next attempt, which keeps a batch that must be repeated unchanged due as one. Its delay begins when the
 * outcomes are written: they may be held for long, and the database's clock may be set back meanwhile.
 *
 * @param newBatch key of the row in {@code batch} that holds the letters, or null if they are in {@code delivery}
 * @param learnedAt when the outcomes were learned
 * @param retryDelay delay of deferred letters that are not due at once
 */
record BatchOutcomes(
        @Nullable String newBatch,
        List<Settlement> settlements,
        List<Deferral> deferrals,
        Instant learnedAt,
        Duration retryDelay) {

    /** Outcomes of letters in {@code delivery} that are all settled. */
    static BatchOutcomes settled(List<Settlement> settlements, Instant learnedAt) {
        return new BatchOutcomes(null, settlements, List.of(), learnedAt, Duration.ZERO);
    }

    /** The same outcomes for letters in one row of {@code batch}. */
    BatchOutcomes ofNewBatch(String key) {
        return new BatchOutcomes(key, settlements, deferrals, learnedAt, retryDelay);
    }

    /** The same outcome of one letter in {@code delivery}. */
    BatchOutcomes only(Settlement settlement) {
        return new BatchOutcomes(null, List.of(settlement), List.of(), learnedAt, retryDelay);
    }

    /** The same outcome of one letter in {@code delivery}. */
    BatchOutcomes only(Deferral deferral) {
        return new BatchOutcomes(null, List.of(), List.of(deferral), learnedAt, retryDelay);
    }

    /**
     * @param key the batch's key
     * @param answer its outcomes, one per letter. If it stops the edition, no letter is given up
     * @param retryMode how deferred letters are retried; letters that may have been accepted or were not tried are not
     *     given up. Letters refused for an unclear reason are retried in any batch
     */
    static BatchOutcomes of(
            String key,
            List<OutgoingLetter> batch,
            HandOverResult answer,
            RetryMode retryMode,
            DeliveryBackoff backoff,
            Instant now) {
        List<SendOutcome> outcomes = answer.outcomes();
        if (outcomes.size() != batch.size()) {
            throw new IllegalStateException(
                    "the transport gave " + outcomes.size() + " outcomes for " + batch.size() + " messages");
        }
        List<Settlement> settlements = new ArrayList<>(batch.size());
        List<Deferral> deferrals = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Delivery delivery = batch.get(i).delivery();
            long id = delivery.id();
            int attempt = delivery.attempt() + 1;
            switch (outcomes.get(i)) {
                case Accepted accepted ->
                    settlements.add(Settlement.sent(id, attempt, accepted.providerId(), accepted.remark()));
                case Rejected rejected ->
                    settlements.add(Settlement.error(id, attempt, rejected.reason(), rejected.addressIsDead()));
                case Unknown unknown -> settlements.add(Settlement.unknown(id, attempt, unknown));
                case Deferred deferred
                when answer.stopReason() == null
                        && retryMode != RetryMode.SAME_BATCH
                        && !(retryMode == RetryMode.ANY_BATCH && isAtOnce(deferred))
                        && isGivenUp(delivery, backoff, now) ->
                    settlements.add(Settlement.error(id, attempt, "given up: " + deferred.reason(), false));
                case UnclearRefusal refusal ->
                    deferrals.add(new Deferral(id, attempt, refusal.reason(), null, null, false, false));
                case Deferred deferred -> {
                    String reason = deferred.reason();
                    boolean atOnce = isAtOnce(deferred);
                    deferrals.add(
                            switch (retryMode) {
                                case ANY_BATCH -> new Deferral(id, attempt, reason, null, null, false, atOnce);
                                case SAME_BATCH -> new Deferral(id, attempt, reason, key, i + 1, false, atOnce);
                                case ALONE ->
                                    new Deferral(id, attempt, reason, singleKey(key, batch, i), 1, true, atOnce);
                            });
                }
            }
        }
        return new BatchOutcomes(null, settlements, deferrals, now, delay(batch, outcomes, backoff));
    }

    /** Number of letters. */
    int size() {
        return settlements.size() + deferrals.size();
    }

    /** Whether every letter of the batch was sent. */
    boolean allSent() {
        return deferrals.isEmpty() && settlements.stream().allMatch(Settlement::sent);
    }

    /** Letters that may be tried again at once, or later. */
    List<Deferral> deferrals(boolean atOnce) {
        return deferrals.stream().filter(each -> each.atOnce() == atOnce).toList();
    }

    private static boolean isAtOnce(Deferred deferred) {
        return Duration.ZERO.equals(deferred.retryAfter());
    }

    /** Returns the key of a retried single letter. A batch of one keeps its key. */
    private static String singleKey(String key, List<OutgoingLetter> batch, int index) {
        return batch.size() == 1 ? key : BatchKey.ofSingle(key, index + 1);
    }

    private static boolean isGivenUp(Delivery delivery, DeliveryBackoff backoff, Instant now) {
        Instant firstTried = delivery.firstTriedAt();
        return firstTried != null && now.isAfter(firstTried.plus(backoff.giveUpAfter()));
    }

    private static Duration delay(List<OutgoingLetter> batch, List<SendOutcome> outcomes, DeliveryBackoff backoff) {
        int attempt = batch.stream()
                        .mapToInt(letter -> letter.delivery().attempt())
                        .max()
                        .orElse(0)
                + 1;
        return backoff.delay(
                attempt,
                longestRetryAfter(outcomes),
                ThreadLocalRandom.current().nextDouble());
    }

    private static @Nullable Duration longestRetryAfter(List<SendOutcome> outcomes) {
        Duration longest = null;
        for (SendOutcome outcome : outcomes) {
            if (outcome instanceof Deferred deferred && deferred.retryAfter() != null && !isAtOnce(deferred)) {
                Duration asked = deferred.retryAfter();
                longest = longest == null || asked.compareTo(longest) > 0 ? asked : longest;
            }
        }
        return longest;
    }
}
