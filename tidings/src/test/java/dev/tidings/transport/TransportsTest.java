package dev.tidings.transport;

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
        Transport narrow = new OneBatchTransport();
        try (Transports transports = new Transports(List.of(narrow))) {
            assertThat(transports.acquireBatchPermit(narrow)).isFalse();
            assertThat(transports.acquireBatchPermit(narrow)).isFalse();

            CompletableFuture<Boolean> third =
                    CompletableFuture.supplyAsync(() -> transports.acquireBatchPermit(narrow));
            Thread.sleep(200);
            assertThat(third).isNotDone();

            transports.releaseBatchPermit(narrow);
            assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static final class OneBatchTransport implements Transport {
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
        public HandOverResult handOver(String key, List<Message> batch) {
            throw new AssertionError("nothing is handed over here");
        }

        @Override
        public Reachability checkReachability() {
            return new Reachability(true, "");
        }
    }
}
