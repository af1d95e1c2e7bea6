package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What load balancers learn while the database is away. */
class ReadinessTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @Test
    void withoutItsDatabaseTheNodeLivesButIsNotReadyAndSaysSoInTime() throws InterruptedException {
        app.withoutDatabase(() -> {
            TestApiClient anyone = TestApiClient.withHeaders(app);
            assertThat(anyone.get("/v1/health/liveness").status()).isEqualTo(200);

            long start = System.nanoTime();
            TestApiResponse answer = anyone.get("/v1/health/readiness");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"database\":false,\"migrations\":null,\"scheduler\":null,\"sending\":null,\"transport\":\"outbox\"}");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        });
        assertThat(onceReady())
                .matches(
                        "\\{\"database\":true,\"migrations\":\"[0-9]+\",\"scheduler\":false,\"sending\":true,\"transport\":\"outbox\"}");
    }

    /** A connection that was cut may still be found in the pool at first. */
    private static String onceReady() throws InterruptedException {
        TestApiResponse answer = TestApiClient.withHeaders(app).get("/v1/health/readiness");
        for (int tries = 0; tries < 100 && answer.status() != 200; tries++) {
            Thread.sleep(100);
            answer = TestApiClient.withHeaders(app).get("/v1/health/readiness");
        }
        return answer.body();
    }
}
