package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.RecordingTransport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransportPaceTest {
    private final RecordingTransport transport = new RecordingTransport().withReplayWindow(Duration.ZERO, 25);
    private final TransportPace pace = new TransportPace();

    private int sizeAfter(int letters, Duration taken) {
        pace.record(transport, letters, taken.toNanos());
        return pace.batchSize(transport);
    }

    @Test
    void aBatchIsFullUntilThePaceIsKnown() {
        assertThat(pace.batchSize(transport)).isEqualTo(25);
    }

    @Test
    void aBatchHasTheNumberOfLettersSentInASecond() {
        assertThat(sizeAfter(10, Duration.ofSeconds(2))).isEqualTo(5);
    }

    @Test
    void aBatchHasAtLeastOneLetterAndAtMostTheTransportsBatchSize() {
        assertThat(sizeAfter(1, Duration.ofMinutes(5))).isEqualTo(1);
        assertThat(sizeAfter(25, Duration.ofMillis(5))).isEqualTo(25);
    }

    @Test
    void aFasterPaceAppliesAtOnceAndASlowerOneByHalf() {
        sizeAfter(1, Duration.ofMillis(100));
        assertThat(sizeAfter(1, Duration.ofMillis(300))).isEqualTo(5);
        assertThat(sizeAfter(1, Duration.ofMillis(50))).isEqualTo(20);
    }

    @Test
    void aBatchWithoutAStartedLetterDoesNotChangeThePace() {
        assertThat(sizeAfter(0, Duration.ofMinutes(1))).isEqualTo(25);
    }

    @Test
    void batchesThatCanBeReplayedKeepTheirSize() {
        transport.withReplayWindow(Duration.ofHours(23), 100);
        assertThat(sizeAfter(1, Duration.ofSeconds(2))).isEqualTo(100);
    }
}
