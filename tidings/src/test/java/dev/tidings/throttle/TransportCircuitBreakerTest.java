package dev.tidings.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransportCircuitBreakerTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TransportCircuitBreaker circuitBreaker = new TransportCircuitBreaker(database.jdbc());

    @BeforeEach
    void closeCircuit() {
        circuitBreaker.recordSuccess("smtp");
    }

    @Test
    void circuitOpensAfterThreeFailures() {
        assertThat(circuitBreaker.recordFailure("smtp", "refused")).isFalse();
        assertThat(circuitBreaker.recordFailure("smtp", "refused")).isFalse();
        assertThat(openFor()).isNull();

        assertThat(circuitBreaker.recordFailure("smtp", "timeout")).isTrue();

        assertThat(openFor()).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16));
        assertThat(circuitBreaker.all().getFirst().reason()).isEqualTo("timeout");
    }

    @Test
    void batchesInFlightDoNotExtendTheOpenTime() {
        openCircuit();
        for (int i = 0; i < 8; i++) {
            circuitBreaker.recordFailure("smtp", "refused");
        }
        assertThat(openFor()).isLessThan(Duration.ofSeconds(16));
    }

    @Test
    void oneBatchProbesAfterTheOpenTime() {
        openCircuit();
        assertThat(circuitBreaker.tryProbe("smtp")).isFalse();

        endOpenTime();

        assertThat(circuitBreaker.tryProbe("smtp")).isTrue();
        assertThat(circuitBreaker.tryProbe("smtp")).as("a second probe").isFalse();
    }

    @Test
    void aProbeDoesNotWaitForAClockThatIsSetBack() {
        openCircuit();
        database.jdbc().sql("""
                        update circuit_breaker set next_probe_at = next_probe_at + interval '1 hour',
                                                   last_failed_at = last_failed_at + interval '1 hour'
                        """).update();

        assertThat(circuitBreaker.tryProbe("smtp")).isTrue();
        assertThat(circuitBreaker.tryProbe("smtp")).as("a second probe").isFalse();
    }

    @Test
    void openTimeDoublesUpToFiveMinutes() {
        openCircuit();
        for (int seconds : new int[] {30, 60, 120, 240, 300, 300}) {
            endOpenTime();
            circuitBreaker.tryProbe("smtp");
            circuitBreaker.recordFailure("smtp", "refused");
            assertThat(openFor()).isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 1));
        }
    }

    @Test
    void successClosesTheCircuit() {
        openCircuit();
        assertThat(circuitBreaker.recordSuccess("smtp")).isTrue();
        assertThat(circuitBreaker.all()).isEmpty();
        assertThat(circuitBreaker.recordSuccess("smtp")).isFalse();
    }

    @Test
    void failuresFarApartAreNotConsecutive() {
        circuitBreaker.recordFailure("smtp", "refused");
        circuitBreaker.recordFailure("smtp", "refused");
        database.jdbc()
                .sql("update circuit_breaker set last_failed_at = last_failed_at - interval '6 minutes'")
                .update();

        assertThat(circuitBreaker.recordFailure("smtp", "refused")).isFalse();
    }

    private void openCircuit() {
        for (int i = 0; i < 3; i++) {
            circuitBreaker.recordFailure("smtp", "refused");
        }
    }

    private static void endOpenTime() {
        database.jdbc()
                .sql("update circuit_breaker set next_probe_at = clock_timestamp() - interval '1 second'")
                .update();
    }

    /** Time from the last failure to the next probe; null while the circuit is closed. */
    private static @Nullable Duration openFor() {
        return database.jdbc()
                .sql("select extract(epoch from next_probe_at - last_failed_at) as seconds from circuit_breaker")
                .query((row, number) -> row.getObject("seconds", BigDecimal.class))
                .optional()
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
                .orElse(null);
    }
}
