package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.health.MaintenanceJob;
import dev.tidings.health.Watchdog;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The health report over HTTP. */
class MaintenanceEndpointsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving(Path.of("src/test/resources/watched"));

    @Test
    void reportListsEveryCheckWithStateAndTimes() {
        app.get(Watchdog.class).run(true);
        app.get(MaintenanceJob.class).run();

        JsonNode answer =
                TestApiClient.asAdmin(app).get("/admin/api/maintenance").json();

        assertThat(answer.path("state").asString()).isEqualTo("critical");
        JsonNode skew = check(answer, "clock-skew");
        assertThat(skew.path("state").asString()).isEqualTo("critical");
        assertThat(skew.path("subject").isNull()).isTrue();
        assertThat(skew.path("node").asString()).isNotEmpty();
        assertThat(skew.path("value").asDouble()).isGreaterThan(30);
        assertThat(skew.path("threshold").asDouble()).isEqualTo(30);
        assertThat(skew.path("unit").asString()).isEqualTo("s");
        assertThat(skew.path("since").asString()).isEqualTo("2026-05-11T14:00:00Z");
        assertThat(skew.path("last_change").asString()).isEqualTo("2026-05-11T14:00:00Z");
        assertThat(skew.path("last_checked").asString()).isEqualTo("2026-05-11T14:00:00Z");
        assertThat(check(answer, "letters-owed").path("state").asString()).isEqualTo("ok");
        assertThat(answer.path("open_alerts")).singleElement().satisfies(alert -> {
            assertThat(alert.path("check").asString()).isEqualTo("clock-skew");
            assertThat(alert.path("told").get(0).path("outcome").asString()).isEqualTo("sent");
        });
        assertThat(answer.path("recent_repairs")).isEmpty();
    }

    @Test
    void onlyAdministratorsMayReadTheReport() {
        assertThat(TestApiClient.withHeaders(app).get("/admin/api/maintenance").status())
                .isEqualTo(401);
        assertThat(TestApiClient.asUser(app, "ada")
                        .get("/admin/api/maintenance")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void criticalCheckShowsInHealthAndMetricsWithoutFailingTheNode() {
        app.get(Watchdog.class).run(true);

        TestApiResponse health = TestApiClient.withHeaders(app).get("/actuator/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").asString()).isEqualTo("CRITICAL");
        assertThat(TestApiClient.withHeaders(app).get("/v1/health/liveness").status())
                .isEqualTo(200);
        assertThat(TestApiClient.asAdmin(app).get("/actuator/prometheus").body())
                .containsPattern("tidings_health\\{check=\"clock-skew\",node=\"[^\"]+\",subject=\"\"\\} 3\\.0")
                .containsPattern("tidings_health\\{check=\"disk\",");
    }

    private static JsonNode check(JsonNode answer, String name) {
        return StreamSupport.stream(answer.path("checks").spliterator(), false)
                .filter(check -> check.path("check").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
