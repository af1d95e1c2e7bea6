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

/** Liveness and readiness while the database is unreachable. */
class ReadinessTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @Test
    void nodeWithoutDatabaseIsAliveAndReportsUnreadyInTime() {
        app.withoutDatabase(() -> {
            TestApiClient anonymous = TestApiClient.withHeaders(app);
            assertThat(anonymous.get("/v1/health/liveness").status()).isEqualTo(200);

            Duration fastest = Duration.ofMinutes(1);
            for (int i = 0; i < 3; i++) {
                long start = Ticker.SYSTEM.nanos();
                TestApiResponse answer = anonymous.get("/v1/health/readiness");
                Duration elapsed = Ticker.SYSTEM.since(start);
                fastest = elapsed.compareTo(fastest) < 0 ? elapsed : fastest;
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body())
                        .isEqualTo(
                                "{\"database\":false,\"migrations\":null,\"scheduler\":null,\"sending\":null,\"objection\":null,\"transport\":\"outbox\",\"redirected_to\":null}");
            }
            assertThat(fastest)
                    .as("the fastest of three responses, each of which waits two seconds for the database")
                    .isLessThan(Duration.ofSeconds(4));
        });
        assertThat(awaitReady())
                .matches(
                        "\\{\"database\":true,\"migrations\":\"[0-9]+\",\"scheduler\":false,\"sending\":true,\"objection\":null,\"transport\":\"outbox\",\"redirected_to\":null}");
    }

    @Test
    void nodeStaysReadyWhileItIsUnknownWhetherItMaySend() {
        app.jdbc().sql("alter table instance rename to instance_away").update();
        app.ticker().advance(Duration.ofSeconds(6));
        try {
            TestApiResponse answer = TestApiClient.withHeaders(app).get("/v1/health/readiness");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("database").asBoolean()).isTrue();
            assertThat(answer.json().path("sending").asBoolean(true)).isFalse();
            assertThat(answer.json().path("objection").asString())
                    .isEqualTo("It cannot be determined whether letters may be sent from this database: the log has the"
                            + " error.");
        } finally {
            app.jdbc().sql("alter table instance_away rename to instance").update();
        }
        assertThat(TestApiClient.withHeaders(app)
                        .get("/v1/health/readiness")
                        .json()
                        .path("sending")
                        .asBoolean())
                .isTrue();
    }

    /** Polls until the node is ready: at first the pool may still hold a broken connection. */
    private static String awaitReady() {
        return await().until(
                        () -> TestApiClient.withHeaders(app).get("/v1/health/readiness"),
                        answer -> answer.status() == 200)
                .body();
    }
}
