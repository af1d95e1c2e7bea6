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
    void theFirstLetterStartsNoLater() {
        advance(Duration.ofSeconds(1));
        assertThat(progress.mayStart(0)).isFalse();
        assertThat(progress.started()).isZero();
        assertThat(progress.elapsedNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void aLetterThatIsAskedAgainCountsOnce() {
        assertThat(progress.mayStart(1)).isTrue();
        assertThat(progress.mayStart(3)).isTrue();
        assertThat(progress.mayStart(3)).isTrue();
        assertThat(progress.started()).isEqualTo(2);
    }
}
