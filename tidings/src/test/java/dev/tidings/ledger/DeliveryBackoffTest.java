package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryBackoffTest {
    private static final DeliveryBackoff BACKOFF = DeliveryBackoff.STANDARD;

    @ParameterizedTest
    @CsvSource({"1, 15", "2, 30", "3, 60", "7, 960", "8, 1800", "9, 1800", "1000, 1800"})
    void delayDoublesUpToHalfAnHour(int attempt, long seconds) {
        assertThat(BACKOFF.delay(attempt, null, 0)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void jitterAddsUpToAFifth() {
        assertThat(BACKOFF.delay(1, null, 0.5)).isEqualTo(Duration.ofMillis(16_500));
        assertThat(BACKOFF.delay(1, null, 1)).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void delayRequestedByTheServerWins() {
        assertThat(BACKOFF.delay(1, Duration.ofMinutes(50), 1)).isEqualTo(Duration.ofMinutes(50));
        assertThat(BACKOFF.delay(9, Duration.ofSeconds(2), 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(BACKOFF.delay(9, Duration.ZERO, 1)).isZero();
    }
}
