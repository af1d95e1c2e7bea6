package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

class OutcomeWriterTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void outcomesAreWrittenAfterADatabaseOutage() {
        List<Double> held = new ArrayList<>();

        write(() -> {
            held.add(held());
            if (held.size() < 3) {
                throw new DataAccessResourceFailureException("connection refused");
            }
        });

        assertThat(held).containsExactly(0.0, 1.0, 1.0);
        assertThat(held()).isZero();
    }

    @Test
    void aProgrammingErrorIsNotRetried() {
        assertThatThrownBy(() -> write(() -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedWorkerWritesItsOutcomes() {
        List<Boolean> interrupted = new ArrayList<>();
        Thread.currentThread().interrupt();

        write(() -> interrupted.add(Thread.currentThread().isInterrupted()));

        assertThat(interrupted).containsExactly(false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aStoppingNodeDoesNotRetry() {
        assertThatThrownBy(() -> write(() -> {
                    Thread.currentThread().interrupt();
                    throw new DataAccessResourceFailureException("connection refused");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Writes the outcomes of an empty batch. */
    private void write(Runnable beforeEachTransaction) {
        JdbcClient jdbc = database.jdbc();
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        NodeRun run = new NodeRun(UUID.randomUUID(), "node");
        Settler settler = new Settler(
                new DigestLog(jdbc, run, clock),
                new Deferrals(jdbc, run, clock),
                new Batches(jdbc, run),
                new DuplicateRemover(jdbc),
                new WatchedTransactions(beforeEachTransaction),
                clock);
        new OutcomeWriter(settler, meters)
                .write(BatchOutcomes.settled(List.of(), Instant.EPOCH), SettlementPolicy.NONE);
    }

    private static final class WatchedTransactions extends TransactionTemplate {
        private final transient Runnable before;

        private WatchedTransactions(Runnable before) {
            super(Objects.requireNonNull(database.transactions().getTransactionManager()));
            this.before = before;
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            before.run();
            return super.execute(action);
        }
    }

    private double held() {
        return meters.get("tidings.outcomes.held").gauge().value();
    }
}
