package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class OutcomeWriterTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OutcomeWriter writer = new OutcomeWriter(database.transactions(), meters);

    @Test
    void outcomesAreWrittenWhenTheDatabaseIsBack() {
        List<Double> held = new ArrayList<>();

        writer.write(() -> {
            held.add(held());
            if (held.size() < 3) {
                throw new DataAccessResourceFailureException("away");
            }
        });

        assertThat(held).containsExactly(0.0, 1.0, 1.0);
        assertThat(held()).isZero();
    }

    @Test
    void aMistakeOfOursIsNotHeld() {
        assertThatThrownBy(() -> writer.write(() -> {
                    throw new DataIntegrityViolationException("a check");
                }))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void anInterruptedWorkerWritesWhatItHasLearned() {
        List<Boolean> interrupted = new ArrayList<>();
        Thread.currentThread().interrupt();

        writer.write(() -> interrupted.add(Thread.currentThread().isInterrupted()));

        assertThat(interrupted).containsExactly(false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aNodeThatIsStoppedWaitsNoLonger() {
        assertThatThrownBy(() -> writer.write(() -> {
                    Thread.currentThread().interrupt();
                    throw new DataAccessResourceFailureException("away");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private double held() {
        return meters.get("tidings.outcomes.held").gauge().value();
    }
}
