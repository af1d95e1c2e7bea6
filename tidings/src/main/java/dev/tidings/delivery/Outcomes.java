package dev.tidings.delivery;

import dev.tidings.delivery.Deliveries.Deferral;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Rejected;
import dev.tidings.delivery.SendOutcome.Unknown;
import dev.tidings.delivery.Transport.Again;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one batch's outcomes mean for its letters: some are settled, the others are deferred. All deferred ones come back
 * at the same moment, so that a batch that must go out again as it was is due as a whole.
 *
 * @param at when they were learned
 * @param next when what is deferred may be tried again
 */
record Outcomes(List<Settlement> settlements, List<Deferral> deferrals, Instant at, Instant next) {

    /**
     * @param key of the batch
     * @param again how what is deferred goes out again. What may be out already is not given up by itself
     */
    static Outcomes of(
            String key, List<Outgoing> batch, List<SendOutcome> outcomes, Again again, Backoff backoff, Instant now) {
        if (outcomes.size() != batch.size()) {
            throw new IllegalStateException(
                    "the transport gave " + outcomes.size() + " outcomes for " + batch.size() + " messages");
        }
        Instant next = now.plus(delay(batch, outcomes, backoff));
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
                case Unknown unknown -> settlements.add(Settlement.unknown(id, attempt, unknown.reason()));
                case Deferred deferred
                when again != Again.TOGETHER && isLate(delivery, backoff, now) ->
                    settlements.add(Settlement.error(id, attempt, "given up: " + deferred.reason(), false));
                case Deferred deferred ->
                    deferrals.add(
                            switch (again) {
                                case FREELY -> new Deferral(id, attempt, deferred.reason(), null, null, false);
                                case TOGETHER -> new Deferral(id, attempt, deferred.reason(), key, i + 1, false);
                                case ALONE ->
                                    new Deferral(id, attempt, deferred.reason(), alone(key, batch, i), 1, true);
                            });
            }
        }
        return new Outcomes(settlements, deferrals, now, next);
    }

    /** Whether every letter of the batch was sent. */
    boolean allSent() {
        return deferrals.isEmpty() && settlements.stream().allMatch(Settlement::sent);
    }

    /** A letter that goes alone already keeps its key. */
    private static String alone(String key, List<Outgoing> batch, int index) {
        return batch.size() == 1 ? key : BatchKey.ofOne(key, index + 1);
    }

    private static boolean isLate(Delivery delivery, Backoff backoff, Instant now) {
        Instant firstTried = delivery.firstTriedAt();
        return firstTried != null && now.isAfter(firstTried.plus(backoff.giveUpAfter()));
    }

    private static Duration delay(List<Outgoing> batch, List<SendOutcome> outcomes, Backoff backoff) {
        int attempt =
                batch.stream().mapToInt(each -> each.delivery().attempt()).max().orElse(0) + 1;
        return backoff.delay(
                attempt, longestAsked(outcomes), ThreadLocalRandom.current().nextDouble());
    }

    private static @Nullable Duration longestAsked(List<SendOutcome> outcomes) {
        Duration longest = null;
        for (SendOutcome outcome : outcomes) {
            if (outcome instanceof Deferred deferred && deferred.retryAfter() != null) {
                Duration asked = deferred.retryAfter();
                longest = longest == null || asked.compareTo(longest) > 0 ? asked : longest;
            }
        }
        return longest;
    }
}
