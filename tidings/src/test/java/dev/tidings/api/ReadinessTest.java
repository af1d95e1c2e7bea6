package dev.tidings.api;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Ticker;
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
    void withoutItsDatabaseTheNodeLivesButIsNotReadyAndSaysSoInTime() {
        app.withoutDatabase(() -> {
            TestApiClient anyone = TestApiClient.withHeaders(app);
            assertThat(anyone.get("/v1/health/liveness").status()).isEqualTo(200);

            Duration fastest = Duration.ofMinutes(1);
            for (int i = 0; i < 3; i++) {
                long begun = Ticker.SYSTEM.nanos();
                TestApiResponse answer = anyone.get("/v1/health/readiness");
                Duration taken = Ticker.SYSTEM.since(begun);
                fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body())
                        .isEqualTo(
                                "{\"database\":false,\"migrations\":null,\"scheduler\":null,\"sending\":null,\"transport\":\"outbox\"}");
            }
            assertThat(fastest)
                    .as("the fastest of three answers, which wait two seconds for the database")
                    .isLessThan(Duration.ofSeconds(4));
        });
        assertThat(onceReady())
                .matches(
                        "\\{\"database\":true,\"migrations\":\"[0-9]+\",\"scheduler\":false,\"sending\":true,\"transport\":\"outbox\"}");
    }

    /** A connection that was cut may still be found in the pool at first. */
    private static String onceReady() {
        return await().until(
                        () -> TestApiClient.withHeaders(app).get("/v1/health/readiness"),
                        answer -> answer.status() == 200)
                .body();
    }
}
