package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.HttpCalls;
import dev.tidings.testing.HttpCalls.Answer;
import dev.tidings.testing.TestHouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmokeTest {
    @RegisterExtension
    static final TestHouse house = TestHouse.serving();

    @Test
    void theNodeLives() {
        assertThat(HttpCalls.to(house).get("/v1/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void theNodeIsReadyWithItsDatabase() {
        Answer answer = HttpCalls.to(house).get("/v1/health/readiness");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("database").asBoolean()).isTrue();
    }
}
