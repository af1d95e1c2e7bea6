package dev.tidings.api;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An edition whose row cannot be read, over HTTP, with scheduler and work queue running. */
class UnreadableEditionEndpointsTest {
    private static final String PROBLEM = "its status \"asleep\" is unknown to this release";

    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, true));

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @BeforeAll
    static void dropChecks() {
        UncheckedTables.dropChecks(app.jdbc(), "edition");
    }

    @Test
    void listsHaveAnEntryForItAndPageOverIt() {
        Edition oldest = open();
        Edition unreadable = openNextWeek();
        Edition newest = openNextWeek();
        hold(unreadable);

        JsonNode all = admin.get("/v1/editions").json().path("editions");
        assertThat(all).hasSize(3);
        assertThat(all.get(0).path("status").asString()).isNotEmpty();
        assertThat(all.get(1).toString())
                .isEqualTo("{\"id\":" + unreadable.id()
                        + ",\"digest\":\"living-lytics\",\"unreadable\":\"its status \\\"asleep\\\" is unknown to this release\""
                        + ",\"state\":\"unreadable\",\"sentence\":\"Edition " + unreadable.id()
                        + " of living-lytics cannot be read: its status \\\"asleep\\\" is unknown to this release.\"}");

        JsonNode first = admin.get("/v1/editions?limit=2").json();
        assertThat(first.path("editions").get(0).path("id").asLong()).isEqualTo(newest.id());
        JsonNode second = admin.get(first.path("next").asString()).json();
        assertThat(second.path("editions")).hasSize(1);
        assertThat(second.path("editions").get(0).path("id").asLong()).isEqualTo(oldest.id());
        assertThat(second.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/letters"})
    void itIsAProblemThatNamesTheCause(String path) {
        Edition edition = open();
        hold(edition);

        TestApiResponse answer = admin.get("/v1/editions/" + edition.id() + path);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString()).contains(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "cancel"})
    void operatorsCannotChangeIt(String action) {
        Edition edition = open();
        hold(edition);

        TestApiResponse answer = admin.post("/v1/editions/" + edition.id() + "/" + action, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString()).contains(PROBLEM);
        assertThat(app.jdbc()
                        .sql("select status from edition where cancelled_at is null")
                        .query(String.class)
                        .single())
                .isEqualTo("asleep");
    }

    @Test
    void scheduleAndMetricsShowTheNewestThatCanBeRead() {
        Edition older = open();
        hold(openNextWeek());

        TestApiResponse schedule = admin.get("/v1/digest/schedule");
        assertThat(schedule.status()).isEqualTo(200);
        assertThat(schedule.json().path("last_results").path("id").asLong()).isEqualTo(older.id());
        assertThat(admin.get("/actuator/prometheus").body()).contains("tidings_edition_letters");
    }

    @Test
    void runAllShowsItInItsResponse() {
        Edition edition = open();
        hold(edition);

        TestApiResponse answer = admin.post("/v1/digest/run-all", "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("editions").get(0).path("unreadable").asString())
                .isEqualTo(PROBLEM);
        assertThat(admin.post("/admin/api/run-digest-now", "").status()).isEqualTo(409);
    }

    @Test
    void theNextEditionIsSentWhileItsTasksEnd() {
        app.insertReader("ada");
        hold(open());
        app.jdbc().sql("""
                        update edition set period_start = '-infinity', period_end = '-infinity', status = 'open',
                            planned_at = null, closed_at = null
                        """).update();
        app.jdbc()
                .sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'plan-edition', id::text, :now, false, 1 from edition
                        on conflict (task_name, task_instance) do update set execution_time = excluded.execution_time
                        """)
                .param("now", Timestamps.toParameter(app.clock().instant()))
                .update();

        Edition next = openNextWeek();

        await().until(() -> admin.get("/v1/editions/" + next.id())
                .json()
                .path("status")
                .asString()
                .equals("closed"));
        // The task of an earlier test's edition may wait for that test's time.
        await().until(() -> app.jdbc().sql("""
                        select count(*) = 0 from scheduled_tasks
                        where task_name = 'plan-edition' and task_instance in (select id::text from edition)
                        """).query(Boolean.class).single());
    }

    @Test
    void theNodeStaysReady() {
        hold(open());

        TestApiResponse answer = TestApiClient.withHeaders(app).get("/v1/health/readiness");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("sending").asBoolean()).isTrue();
    }

    private static void hold(Edition edition) {
        app.jdbc()
                .sql("update edition set status = 'asleep' where id = :id")
                .param("id", edition.id())
                .update();
    }

    private static Edition open() {
        return app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
    }

    private static Edition openNextWeek() {
        app.clock().set(app.clock().instant().plus(Duration.ofDays(7)));
        return open();
    }
}
