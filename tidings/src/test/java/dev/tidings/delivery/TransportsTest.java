package dev.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransportsTest {
    @Test
    void aBatchMoreThanFitsWaitsAndKnowsIt() throws Exception {
        Transport narrow = new Narrow();
        try (Transports transports = new Transports(List.of(narrow))) {
            assertThat(transports.enter(narrow)).isFalse();
            assertThat(transports.enter(narrow)).isFalse();

            CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(() -> transports.enter(narrow));
            Thread.sleep(200);
            assertThat(third).isNotDone();

            transports.leave(narrow);
            assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static final class Narrow implements Transport {
        @Override
        public String name() {
            return "narrow";
        }

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public int batchesAtOnce() {
            return 2;
        }

        @Override
        public Duration replayWindow() {
            return Duration.ZERO;
        }

        @Override
        public HandOver handOver(String key, List<Message> batch) {
            throw new AssertionError("nothing is handed over here");
        }

        @Override
        public Reachability probe() {
            return new Reachability(true, "");
        }
    }
}
