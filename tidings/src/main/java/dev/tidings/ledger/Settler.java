package dev.tidings.ledger;

import dev.tidings.database.SqlErrorClassifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles letters, one batch per transaction. If the database rejects a batch, each letter is settled by itself. A
 * letter that it still rejects is parked with the reason and does not affect the others.
 */
@Component
public class Settler {
    private static final Logger log = LoggerFactory.getLogger(Settler.class);
    private static final int LONGEST_REASON = 400;

    private final DigestLog digestLog;
    private final Deferrals deferrals;
    private final Batches batches;
    private final DuplicateRemover duplicateRemover;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    Settler(
            DigestLog digestLog,
            Deferrals deferrals,
            Batches batches,
            DuplicateRemover duplicateRemover,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.digestLog = digestLog;
        this.deferrals = deferrals;
        this.batches = batches;
        this.duplicateRemover = duplicateRemover;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Settles owed letters without changes outside the ledger. */
    public void settle(List<Settlement> settlements) {
        if (!settlements.isEmpty()) {
            settle(BatchOutcomes.settled(settlements, clock.instant()), SettlementPolicy.NONE);
        }
    }

    /**
     * Settles letters without sending them: as skipped, or as unknown if an earlier attempt may have been accepted. A
     * letter that was tried since it was read stays unchanged. A letter that cannot be settled because its user has a
     * settled letter of the same digest and period is removed from its chunk.
     */
    public void skip(List<SkippedDelivery> skips) {
        if (skips.isEmpty()) {
            return;
        }
        try {
            transactions.executeWithoutResult(status -> digestLog.skip(skips));
        } catch (DataAccessException refusal) {
            requireRefusal(refusal);
            skips.forEach(this::skipOrPark);
        }
    }

    private void skipOrPark(SkippedDelivery skip) {
        Delivery letter = skip.delivery();
        try {
            transactions.executeWithoutResult(status -> digestLog.skip(List.of(skip)));
        } catch (DataAccessException refusal) {
            requireRefusal(refusal);
            if (duplicateRemover.removeSettledElsewhere(List.of(letter.id())).isEmpty()) {
                park(letter.id(), letter.attempt(), skip.reason() + ", but not settled", false, refusal);
            } else {
                log.warn("letter {}: removed from its chunk, its user already has a settled letter", letter.id());
            }
        }
    }

    /**
     * Settles and defers letters. Returns the number of outcomes that had an effect; parked letters count. An outcome has
     * none if another worker has settled or tried the letter meanwhile.
     */
    int settle(BatchOutcomes outcomes, SettlementPolicy policy) {
        Instant now = clock.instant();
        try {
            return settleInTransaction(outcomes, now, policy);
        } catch (DataAccessException refusal) {
            requireRefusal(refusal);
            log.error("outcomes of {} letters refused, settled one by one: {}", outcomes.size(), reason(refusal));
            return settleEach(outcomes, now, policy);
        }
    }

    private int settleInTransaction(BatchOutcomes outcomes, Instant now, SettlementPolicy policy) {
        return Objects.requireNonNull(transactions.execute(status -> settleAll(outcomes, now, policy)));
    }

    /**
     * Settles the outcomes. They also reach letters of a batch that another worker has expanded to rows.
     *
     * @param now when the delay of deferred letters begins
     */
    private int settleAll(BatchOutcomes outcomes, Instant now, SettlementPolicy policy) {
        List<Settlement> settlements = outcomes.settlements();
        String newBatch = outcomes.newBatch();
        if (newBatch != null) {
            if (outcomes.allSent() && digestLog.settleSentBatch(newBatch, settlements, outcomes.learnedAt())) {
                policy.onSettled(settlements);
                return settlements.size();
            }
            batches.expandToRows(newBatch);
        }
        int effective = deferrals.defer(outcomes.deferrals(true), now)
                + deferrals.defer(outcomes.deferrals(false), now.plus(outcomes.retryDelay()));
        if (policy.resendsUnknown()) {
            effective += deferrals.allowResend(
                    settlements.stream().filter(Settlement::resendable).toList());
            settlements = settlements.stream()
                    .filter(settlement -> !settlement.resendable())
                    .toList();
        }
        effective += digestLog.settle(settlements, outcomes.learnedAt());
        policy.onSettled(settlements);
        return effective;
    }

    private int settleEach(BatchOutcomes outcomes, Instant now, SettlementPolicy policy) {
        String newBatch = outcomes.newBatch();
        if (newBatch != null) {
            transactions.executeWithoutResult(status -> batches.expandToRows(newBatch));
        }
        int effective = 0;
        for (Settlement settlement : outcomes.settlements()) {
            try {
                effective += settleInTransaction(outcomes.only(settlement), now, policy);
            } catch (DataAccessException refusal) {
                requireRefusal(refusal);
                boolean notAccepted = !settlement.sent() && !settlement.unknown();
                String outcome =
                        settlement.sent() ? "accepted, but not settled" : settlement.error() + ", but not settled";
                effective += park(settlement.id(), settlement.attempt(), outcome, notAccepted, refusal);
            }
        }
        for (Deferral deferral : outcomes.deferrals()) {
            try {
                effective += settleInTransaction(outcomes.only(deferral), now, policy);
            } catch (DataAccessException refusal) {
                requireRefusal(refusal);
                effective += park(
                        deferral.id(), deferral.attempt(), deferral.reason() + ", but not deferred", false, refusal);
            }
        }
        return effective;
    }

    private int park(long id, int attempt, String outcome, boolean notAccepted, DataAccessException refusal) {
        String reason = outcome + ": " + reason(refusal);
        boolean parked = deferrals.park(id, attempt, reason, notAccepted);
        if (parked) {
            log.error("letter {}: parked: {}", id, reason);
        }
        return parked ? 1 : 0;
    }

    /** Throws any error that does not refuse the letters themselves: no letter is parked because of the database. */
    static void requireRefusal(DataAccessException failure) {
        if (!SqlErrorClassifier.refusesRows(failure)) {
            throw failure;
        }
    }

    /** The database's message without its detail, which may quote a whole row. */
    static String reason(DataAccessException refusal) {
        String message = String.valueOf(refusal.getMostSpecificCause().getMessage());
        String first = message.lines().findFirst().orElse("");
        return first.substring(0, Math.min(first.length(), LONGEST_REASON));
    }
}
