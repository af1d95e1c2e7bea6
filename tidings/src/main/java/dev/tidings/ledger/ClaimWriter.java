package dev.tidings.ledger;

import dev.tidings.database.DatabaseFault;
import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.database.Timestamps;
import dev.tidings.ledger.DeliveryAttempts.Claim;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims owed letters for a hand-over, and ends claims under which nothing was handed over. */
@Repository
class ClaimWriter {
    private static final Logger log = LoggerFactory.getLogger(ClaimWriter.class);

    private final DeliveryAttempts attempts;
    private final RecipientLocks recipientLocks;
    private final OutcomeWriter writer;
    private final LateOutcomes lateOutcomes;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Timer intentTimer;

    ClaimWriter(
            DeliveryAttempts attempts,
            RecipientLocks recipientLocks,
            OutcomeWriter writer,
            LateOutcomes lateOutcomes,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            InstantSource clock,
            MeterRegistry meters) {
        this.attempts = attempts;
        this.recipientLocks = recipientLocks;
        this.writer = writer;
        this.lateOutcomes = lateOutcomes;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.intentTimer = meters.timer("tidings.intend");
    }

    /**
     * Claims letters as {@link DeliveryAttempts#claim} does, after their users are locked: the claim sees a pause that
     * was committed during the wait for a lock. If the commit is not confirmed, the claim is withdrawn. A batch that may
     * have been accepted stays claimed: it is recovered as any other.
     */
    Claim claim(List<Delivery> seen, String key) {
        Instant at = clock.instant();
        try {
            return Objects.requireNonNull(intentTimer.record(() -> lockAndClaim(seen, key, at)));
        } catch (DataAccessException | TransactionSystemException failure) {
            if (!seen.getFirst().isReplay() && SqlErrorClassifier.mayBeCommitted(failure)) {
                log.warn("batch {}: claim not confirmed, withdrawn: {}", key, DatabaseFault.describe(failure));
                writer.hold("the withdrawal of a batch", () -> withdraw(seen, key, at));
            }
            throw failure;
        }
    }

    private Claim lockAndClaim(List<Delivery> seen, String key, Instant at) {
        return Objects.requireNonNull(transactions.execute(status -> {
            recipientLocks.lock(seen);
            return attempts.claim(seen, key, at);
        }));
    }

    /** Claims a whole batch of another worker as {@link DeliveryAttempts#reclaim} does. */
    Claim reclaim(List<Delivery> seen) {
        return Objects.requireNonNull(intentTimer.record(() -> attempts.reclaim(seen)));
    }

    /** Releases claimed letters that were certainly not handed over, as soon as the database takes it. */
    void release(List<Delivery> seen) {
        writer.hold("the release of letters that were not handed over", () -> attempts.release(seen));
    }

    /**
     * Withdraws a claim of letters that were certainly not handed over, if it was committed. Waits for the statement of
     * the claim, if the server is still running it. Letters that another node has settled meanwhile are corrected later.
     *
     * @param seen the letters as read before the claim
     * @param at the time of the claim; claims of other workers have other times and stay as they are
     */
    void withdraw(List<Delivery> seen, String key, Instant at) {
        Long[] ids = seen.stream().map(Delivery::id).toArray(Long[]::new);
        awaitClaim(seen, ids);
        jdbc.sql("""
                        update delivery d
                        set handed_over_at = null, attempt = seen.attempt, batch_key = null, batch_position = null
                        from unnest(:ids::bigint[], :attempts::integer[]) as seen (id, attempt)
                        where d.id = seen.id and d.attempt = seen.attempt + 1 and d.batch_key = :key and d.handed_over_at = :at
                        """)
                .param("ids", ids)
                .param("attempts", seen.stream().map(Delivery::attempt).toArray(Integer[]::new))
                .param("key", key)
                .param("at", Timestamps.toParameter(at))
                .update();
        Set<Long> owed = Set.copyOf(jdbc.sql("select id from delivery where id = any (:ids::bigint[])")
                .param("ids", ids)
                .query((row, number) -> row.getLong("id"))
                .list());
        seen.stream()
                .filter(letter -> !owed.contains(letter.id()))
                .forEach(letter -> lateOutcomes.addNotSent(List.of(letter.id()), letter.attempt() + 1));
    }

    /** Locks what {@link DeliveryAttempts#claim} locks, in its order, and releases it at once. */
    private void awaitClaim(List<Delivery> seen, Long[] ids) {
        recipientLocks.lock(seen);
        jdbc.sql("select id from delivery where id = any (:ids::bigint[]) order by id for no key update")
                .param("ids", ids)
                .query(Long.class)
                .list();
    }
}
