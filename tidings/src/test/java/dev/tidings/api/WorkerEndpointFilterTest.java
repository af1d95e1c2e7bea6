package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints of a node that is only a worker. */
class WorkerEndpointFilterTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with("TIDINGS_ROLES", "worker");

    @ParameterizedTest
    @ValueSource(strings = {"/v1/health/liveness", "/v1/health/readiness", "/actuator/prometheus"})
    void workerServesHealthAndMetrics(String path) {
        assertThat(TestApiClient.asAdmin(app).get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/console/sign-in", "/assets/console.css", "/v1/editions", "/docs", "/v1/digest/unsubscribe"
            })
    void otherPathsAre404OnAWorker(String path) {
        assertThat(TestApiClient.asAdmin(app).get(path).status()).isEqualTo(404);
    }

    @Test
    void notFoundResponseNamesTheWorkerRole() {
        assertThat(TestApiClient.asAdmin(app)
                        .get("/v1/editions")
                        .json()
                        .path("detail")
                        .asString())
                .contains("This node is a worker");
    }
}
