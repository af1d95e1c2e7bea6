package dev.tidings.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes outcomes. While the database is unavailable the worker's own thread holds them. They are lost only with the
 * process, their number is bounded by the batches in flight, and nothing new is handed over meanwhile. Writing the
 * same outcomes twice is harmless: an outcome has an effect only for an owed letter and its latest attempt.
 */
@Component
class OutcomeWriter {
    private static final Logger log = LoggerFactory.getLogger(OutcomeWriter.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

    private final Settler settler;
    private final Timer timer;
    private final AtomicInteger waitingBatches = new AtomicInteger();

    OutcomeWriter(Settler settler, MeterRegistry meters) {
        this.settler = settler;
        this.timer = meters.timer("tidings.settle");
        Gauge.builder("tidings.outcomes.held", waitingBatches, AtomicInteger::get)
                .description("Batches whose outcomes are not yet written to the database")
                .register(meters);
    }

    /** Returns when the outcomes are committed. Throws any error other than an unavailable database. */
    void write(BatchOutcomes outcomes, SettlementPolicy policy) {
        // A stopping node interrupts its workers. Their outcomes must be written nevertheless.
        boolean interrupted = Thread.interrupted();
        try {
            timer.record(() -> commit(outcomes, policy));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void commit(BatchOutcomes outcomes, SettlementPolicy policy) {
        try {
            settler.settle(outcomes, policy);
        } catch (RuntimeException failure) {
            if (!isDatabaseUnavailable(failure)) {
                throw failure;
            }
            retryUntilWritten(outcomes, policy, failure);
        }
    }

    private void retryUntilWritten(BatchOutcomes outcomes, SettlementPolicy policy, RuntimeException firstFailure) {
        log.warn("database unavailable, outcomes of one batch held in memory: {}", firstFailure.toString());
        waitingBatches.incrementAndGet();
        try {
            while (!retryCommit(outcomes, policy, firstFailure)) {
                log.debug("database still unavailable");
            }
            log.info("held outcomes written");
        } finally {
            waitingBatches.decrementAndGet();
        }
    }

    private boolean retryCommit(BatchOutcomes outcomes, SettlementPolicy policy, RuntimeException firstFailure) {
        try {
            Thread.sleep(RETRY_INTERVAL);
            settler.settle(outcomes, policy);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw firstFailure;
        } catch (RuntimeException failure) {
            if (!isDatabaseUnavailable(failure)) {
                throw failure;
            }
            return false;
        }
    }

    private static boolean isDatabaseUnavailable(RuntimeException failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof TransactionException;
    }
}
