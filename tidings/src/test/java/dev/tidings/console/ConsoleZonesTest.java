package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.RecipientZonesConfiguration;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The console for a digest that is sent on Mondays at seven in each reader's zone. */
class ConsoleZonesTest {
    private static final Instant KIRITIMATI = Instant.parse("2026-05-10T17:00:00Z");

    @RegisterExtension
    static final TestApplication app =
            TestApplication.serving(RecipientZonesConfiguration.folder()).with(new NodeRoles(true, false));

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
        app.insertUser("ada");
        app.jdbc().sql("update users set time_zone = 'Asia/Tokyo'").update();
        app.jdbc().sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        values ('open-edition-living-lytics', 'recurring', '2026-05-17T17:00:00Z', false, 1)
                        """).update();
    }

    @Test
    void nextRunIsShownFromTheFirstZoneToTheLast() {
        assertThat(operator.get("/console").text())
                .contains(
                        "from Monday 07:00 in Kiritimati",
                        "to Monday 07:00 in UTC-12:00, 26 hours later",
                        "each reader's time");

        JsonNode entry = TestApiClient.asAdmin(app).get("/v1/digest/schedule").json();
        assertThat(entry.path("timezone").asString()).isEqualTo("recipient");
        assertThat(Instant.parse(entry.path("next_run").asString())).isEqualTo("2026-05-17T17:00:00Z");
        assertThat(Instant.parse(entry.path("next_run_ends").asString())).isEqualTo("2026-05-18T19:00:00Z");
    }

    @Test
    void manualRunIsSentAtTheHourOfEachZone() {
        assertThat(operator.get("/console/run?digest=living-lytics").text())
                .contains("each at Monday 07:00 in its reader’s zone; where that has passed, at once");
    }

    @Test
    void editionShowsWhichZonesAreNext() {
        app.clock().set(KIRITIMATI);
        Edition edition = app.get(EditionOpener.class)
                .openDue(app.get(DigestCatalog.class).primary());
        app.clock().set(Instant.parse("2026-05-10T22:00:00Z"));
        assertThat(app.get(EditionPlanner.class).plan(edition.id())).isPresent();
        assertThat(app.deliver(edition.id(), 1)).isEmpty();

        assertThat(operator.get("/console/editions/" + edition.id()).text())
                .contains("1 sent; sending. The next are due in 15 minutes, in Eucla.");
    }
}
