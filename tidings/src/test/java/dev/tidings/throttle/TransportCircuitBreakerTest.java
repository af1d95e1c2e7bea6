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

    private final TransportCircuitBreaker troubles = new TransportCircuitBreaker(database.jdbc());

    @BeforeEach
    void allIsWell() {
        troubles.recordSuccess("smtp");
    }

    @Test
    void aTransportIsClosedAfterThreeFailures() {
        assertThat(troubles.recordFailure("smtp", "refused")).isFalse();
        assertThat(troubles.recordFailure("smtp", "refused")).isFalse();
        assertThat(closedFor()).isNull();

        assertThat(troubles.recordFailure("smtp", "timeout")).isTrue();

        assertThat(closedFor()).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16));
        assertThat(troubles.all().getFirst().reason()).isEqualTo("timeout");
    }

    @Test
    void whatWasUnderWayDoesNotCloseItForLonger() {
        close();
        for (int i = 0; i < 8; i++) {
            troubles.recordFailure("smtp", "refused");
        }
        assertThat(closedFor()).isLessThan(Duration.ofSeconds(16));
    }

    @Test
    void oneBatchProbesWhenTheWhileIsOver() {
        close();
        assertThat(troubles.tryProbe("smtp")).isFalse();

        pass();

        assertThat(troubles.tryProbe("smtp")).isTrue();
        assertThat(troubles.tryProbe("smtp")).as("a second one").isFalse();
    }

    @Test
    void theWhileDoublesUpToFiveMinutes() {
        close();
        for (int seconds : new int[] {30, 60, 120, 240, 300, 300}) {
            pass();
            troubles.tryProbe("smtp");
            troubles.recordFailure("smtp", "refused");
            assertThat(closedFor()).isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 1));
        }
    }

    @Test
    void whenItWorksAgainItIsForgotten() {
        close();
        assertThat(troubles.recordSuccess("smtp")).isTrue();
        assertThat(troubles.all()).isEmpty();
        assertThat(troubles.recordSuccess("smtp")).isFalse();
    }

    @Test
    void failuresFarApartAreNotInARow() {
        troubles.recordFailure("smtp", "refused");
        troubles.recordFailure("smtp", "refused");
        database.jdbc()
                .sql("update circuit_breaker set last_failed_at = last_failed_at - interval '6 minutes'")
                .update();

        assertThat(troubles.recordFailure("smtp", "refused")).isFalse();
    }

    private void close() {
        for (int i = 0; i < 3; i++) {
            troubles.recordFailure("smtp", "refused");
        }
    }

    private static void pass() {
        database.jdbc()
                .sql("update circuit_breaker set next_probe_at = clock_timestamp() - interval '1 second'")
                .update();
    }

    /** Since the last failure, by the database's clock. */
    private static @Nullable Duration closedFor() {
        return database.jdbc()
                .sql("select extract(epoch from next_probe_at - last_failed_at) as seconds from circuit_breaker")
                .query((row, number) -> row.getObject("seconds", BigDecimal.class))
                .optional()
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
                .orElse(null);
    }
}
