package dev.tidings.ledger;

import dev.tidings.database.DatabaseFault;
import dev.tidings.database.SqlErrorClassifier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

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

    /**
     * Returns when the outcomes are committed. Throws any error other than an unavailable database.
     *
     * @return the number of outcomes that had an effect, as {@link Settler#settle(BatchOutcomes, SettlementPolicy)}
     */
    int write(BatchOutcomes outcomes, SettlementPolicy policy) {
        AtomicInteger effective = new AtomicInteger();
        timer.record(() -> hold("outcomes of one batch", () -> effective.setPlain(settler.settle(outcomes, policy))));
        return effective.getPlain();
    }

    /**
     * Repeats a write until the database takes it. Throws any error other than an unavailable database.
     *
     * @param subject what is held meanwhile, for the log
     */
    void hold(String subject, Runnable write) {
        // A stopping node interrupts its workers. What they have learned must be written nevertheless.
        boolean interrupted = Thread.interrupted();
        try {
            commit(subject, write);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void commit(String subject, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException failure) {
            requireUnavailable(failure);
            retryUntilWritten(subject, write, failure);
        }
    }

    private void retryUntilWritten(String subject, Runnable write, RuntimeException firstFailure) {
        log.warn("database unavailable, {} held in memory: {}", subject, DatabaseFault.describe(firstFailure));
        waitingBatches.incrementAndGet();
        try {
            while (!retryCommit(write, firstFailure)) {
                log.debug("database still unavailable");
            }
            log.info("{} written", subject);
        } finally {
            waitingBatches.decrementAndGet();
        }
    }

    private static boolean retryCommit(Runnable write, RuntimeException firstFailure) {
        try {
            Thread.sleep(RETRY_INTERVAL);
            write.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw firstFailure;
        } catch (RuntimeException failure) {
            requireUnavailable(failure);
            return false;
        }
    }

    private static void requireUnavailable(RuntimeException failure) {
        if (!SqlErrorClassifier.isUnavailable(failure)) {
            throw failure;
        }
    }
}
