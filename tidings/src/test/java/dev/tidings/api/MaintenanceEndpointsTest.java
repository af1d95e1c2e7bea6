package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.maintenance.Maintenance;
import dev.tidings.maintenance.Watch;
import dev.tidings.testing.HttpCalls;
import dev.tidings.testing.HttpCalls.Answer;
import dev.tidings.testing.TestHouse;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** How the house tells how it is. */
class MaintenanceEndpointsTest {
    @RegisterExtension
    static final TestHouse house = TestHouse.serving(Path.of("src/test/resources/watched"));

    @Test
    void everyCheckIsToldWithItsStateAndSinceWhen() {
        house.get(Watch.class).look(true);
        house.get(Maintenance.class).maintain();

        JsonNode answer = HttpCalls.asAdmin(house).get("/admin/api/maintenance").json();

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
    void onlyAdministratorsAreTold() {
        assertThat(HttpCalls.to(house).get("/admin/api/maintenance").status()).isEqualTo(401);
        assertThat(HttpCalls.asUser(house, "ada").get("/admin/api/maintenance").status())
                .isEqualTo(403);
    }

    @Test
    void whatIsCriticalIsSaidInTheHealthOfTheNodeWhichAnswersAllTheSame() {
        house.get(Watch.class).look(true);

        Answer health = HttpCalls.to(house).get("/actuator/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").asString()).isEqualTo("CRITICAL");
        assertThat(HttpCalls.to(house).get("/v1/health/liveness").status()).isEqualTo(200);
        assertThat(HttpCalls.asAdmin(house).get("/actuator/prometheus").body())
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
