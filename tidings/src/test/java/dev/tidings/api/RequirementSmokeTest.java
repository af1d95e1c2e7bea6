package dev.tidings.api;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.JsonNode;

/** The smoke tests of the first customer's requirements, over HTTP, with scheduler and work queue running. */
class RequirementSmokeTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, true));

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @Test
    void nodeIsAlive() {
        assertThat(TestApiClient.withHeaders(app).get("/v1/health/liveness").status())
                .isEqualTo(200);
    }

    @Test
    void nodeIsReadyWithDatabaseAndScheduler() {
        TestApiResponse answer = TestApiClient.withHeaders(app).get("/v1/health/readiness");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("database").asBoolean()).isTrue();
        assertThat(answer.json().path("scheduler").asBoolean()).isTrue();
    }

    @Test
    void repeatedRunAllMailsEveryOptedInUserOnce() {
        app.insertReader("ada");
        app.insertReader("ben");
        app.insertReader("out");
        app.jdbc()
                .sql("update users set opt_in_digest = false where id = 'out'")
                .update();
        app.insertUser("empty");

        TestApiResponse first = admin.post("/v1/digest/run-all", "{\"period\": \"last_completed_week\"}");
        TestApiResponse again = admin.post("/v1/digest/run-all", "{\"period\": \"last_completed_week\"}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().path("period_start").asString()).isEqualTo("2026-05-04");
        assertThat(first.json().path("period_end").asString()).isEqualTo("2026-05-10");
        JsonNode edition = first.json().path("editions").get(0);
        assertThat(edition.path("digest").asString()).isEqualTo("living-lytics");
        assertThat(again.json().path("editions").get(0).path("id")).isEqualTo(edition.path("id"));

        JsonNode closed = awaitClosed(edition.path("id").asLong());
        assertThat(counts(closed)).isEqualTo("due 3 = sent 2 + skipped 1 + error 0 + owed 0");
        assertThat(app.transport().messages())
                .extracting(message -> message.to().address().value())
                .containsExactlyInAnyOrder("ada@example.com", "ben@example.com");

        TestApiResponse later = admin.post("/v1/digest/run-all", "");
        assertThat(later.json().path("editions").get(0)).isEqualTo(closed);
        assertThat(app.transport().messages()).hasSize(2);
    }

    @Test
    void scheduleShowsTheNextMondayAtSevenInLosAngeles() {
        JsonNode schedule = admin.get("/v1/digest/schedule").json();

        assertThat(schedule.path("timezone").asString()).isEqualTo("America/Los_Angeles");
        assertThat(schedule.path("next_run").asString()).isEqualTo("2026-05-18T07:00:00-07:00");
        assertThat(schedule.path("digests")).hasSize(1);
    }

    @Test
    void tableRejectsASecondLetterForDigestUserAndPeriod() {
        app.insertUser("ada");
        app.jdbc()
                .sql("insert into template_version (version, name, files) values ('v', 'letter', '{}')")
                .update();
        app.jdbc().sql("""
                insert into edition (digest, period_start, period_end, status, opened_by, transport, template_version,
                    opened_at, planned_at, closed_at)
                values ('living-lytics', '2026-05-04', '2026-05-10', 'closed', 'api', 'outbox', 'v', now(), now(), now())
                """).update();
        String insert = """
                insert into digest_log (id, user_id, period_start, period_end, status, sent_at, digest, edition_id, kind)
                select nextval('letter_id'), 'ada', '2026-05-04', '2026-05-10', 'sent', now(), 'living-lytics', id, 'regular'
                from edition
                """;
        app.jdbc().sql(insert).update();

        assertThatThrownBy(() -> app.jdbc().sql(insert).update()).isInstanceOf(DuplicateKeyException.class);
    }

    private JsonNode awaitClosed(long edition) {
        return await().until(
                        () -> admin.get("/v1/editions/" + edition).json(),
                        now -> now.path("status").asString().equals("closed"));
    }

    private static String counts(JsonNode edition) {
        return "due %d = sent %d + skipped %d + error %d + owed %d"
                .formatted(
                        edition.path("due").asLong(),
                        edition.path("sent").asLong(),
                        edition.path("skipped").asLong(),
                        edition.path("error").asLong(),
                        edition.path("owed").asLong());
    }
}
