package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.journal.BatchJournal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandOverProgressTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final HandOverProgress progress = new HandOverProgress(BatchJournal.NONE, nanos::get);

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void lettersStartWithinASecondOfTheirIntent() {
        assertThat(progress.mayStart(0)).isTrue();
        advance(Duration.ofNanos(999_999_999));
        assertThat(progress.mayStart(1)).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(progress.mayStart(2)).isFalse();
        assertThat(progress.started()).isEqualTo(2);
    }

    @Test
    void theFirstLetterStartsAfterAnyDelay() {
        advance(Duration.ofMinutes(5));
        assertThat(progress.mayStart(1))
                .as("the batch's first letter was not started")
                .isTrue();
        assertThat(progress.mayStart(2)).isFalse();
        assertThat(progress.elapsedNanos()).isEqualTo(Duration.ofMinutes(5).toNanos());
    }
}
