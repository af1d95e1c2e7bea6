package dev.tidings.transport;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class TransportsTest {
    @Test
    void batchBeyondTheLimitWaitsForAPermit() throws Exception {
        Transport transport = new OneBatchTransport();
        try (Transports transports = new Transports(List.of(transport))) {
            assertThat(transports.acquireBatchPermit(transport)).isFalse();
            assertThat(transports.acquireBatchPermit(transport)).isFalse();

            FutureTask<Boolean> third = new FutureTask<>(() -> transports.acquireBatchPermit(transport));
            Thread worker = Thread.ofPlatform().start(third);
            await().until(() -> worker.getState() == Thread.State.WAITING || third.isDone());
            assertThat(third.isDone()).isFalse();

            transports.releaseBatchPermit(transport);
            assertThat(third.get()).isTrue();
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
        public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
            throw new AssertionError("nothing is handed over here");
        }

        @Override
        public Reachability checkReachability() {
            return new Reachability(true, "");
        }
    }
}
