package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.SettableTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeSliceTest {
    private final SettableTicker ticker = new SettableTicker();
    private final AtomicBoolean othersWait = new AtomicBoolean(true);
    private final AtomicInteger checks = new AtomicInteger();
    private final TimeSlice slice = new TimeSlice(ticker, () -> {
        checks.incrementAndGet();
        return othersWait.get();
    });

    @Test
    void aWorkerKeepsItsChunkForTwoSeconds() {
        ticker.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(slice.isOver()).isFalse();
        assertThat(checks).hasValue(0);

        ticker.advance(Duration.ofNanos(1));
        assertThat(slice.isOver()).isTrue();
    }

    @Test
    void afterTheSliceThereIsOneCheckASecond() {
        othersWait.set(false);
        ticker.advance(Duration.ofSeconds(2));
        assertThat(slice.isOver()).isFalse();

        othersWait.set(true);
        ticker.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(slice.isOver()).isFalse();
        assertThat(checks).hasValue(1);

        ticker.advance(Duration.ofNanos(1));
        assertThat(slice.isOver()).isTrue();
    }
}
