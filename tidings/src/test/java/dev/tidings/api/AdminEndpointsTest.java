package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The administrator endpoints of editions, letters, runs, previews and test letters. */
class AdminEndpointsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @Test
    void editionResponseHasAllFields() {
        app.insertReader("ada");
        long id = run("").path("editions").get(0).path("id").asLong();
        app.get(EditionPlanner.class).plan(id);

        JsonNode edition = admin.get("/v1/editions/" + id).json();
        assertThat(edition.propertyNames())
                .containsExactly(
                        "id",
                        "digest",
                        "period_start",
                        "period_end",
                        "status",
                        "state",
                        "sentence",
                        "due",
                        "sent",
                        "skipped",
                        "error",
                        "owed",
                        "reason",
                        "opened_by",
                        "transport",
                        "template_version",
                        "opened_at",
                        "planned_at",
                        "closed_at",
                        "rate",
                        "cancelled_at",
                        "send_by");
        assertThat(edition.path("status").asString()).isEqualTo("open");
        assertThat(edition.path("state").asString()).isEqualTo("sending");
        assertThat(edition.path("opened_by").asString()).isEqualTo("api");
        assertThat(edition.path("opened_at").asString()).isEqualTo("2026-05-11T14:00:00Z");
        assertThat(edition.path("due").asLong()).isEqualTo(1);
        assertThat(edition.path("owed").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'',2026-05-04",
        "{},2026-05-04",
        "'{\"period\": null}',2026-05-04",
        "'{\"period\": \"last_completed_week\"}',2026-05-04",
        "'{\"period\": \"2026-05-04\"}',2026-05-04",
        "'{\"period\": \"2026-05-10\"}',2026-05-04",
        "'{\"period\": \"2026-01-01\"}',2025-12-29",
        "'{\"period\": \"2000-01-03\"}',2000-01-03"
    })
    void runOpensTheLastCompletedWeekOrTheWeekOfTheGivenDay(String body, String start) {
        assertThat(run(body).path("period_start").asString()).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"period": "2026-05-11"} | The week of 2026-05-11 is not over yet in America/Los_Angeles: the last completed one is from 2026-05-04 to 2026-05-10
                    {"period": "+999999999-12-31"} | The week of +999999999-12-31 is not over yet in America/Los_Angeles: the last completed one is from 2026-05-04 to 2026-05-10
                    {"period": "-999999999-01-01"} | The week of -999999999-01-01 is too early: the first one begins on 2000-01-03
                    {"period": "0000-01-01"} | The week of 0000-01-01 is too early: the first one begins on 2000-01-03
                    {"period": "2000-01-02"} | The week of 2000-01-02 is too early: the first one begins on 2000-01-03
                    {"period": "yesterday"}  | period is neither last_completed_week nor a day such as 2026-11-09
                    {"period": 7}            | period is neither last_completed_week nor a day such as 2026-11-09
                    {"peroid": "2026-05-04"} | unknown key "peroid" in the body; did you mean period? known are period
                    [1]                      | The body is no such JSON object
                    {"period":               | The body is not valid JSON: line 1, column 11
                    """)
    void invalidRunRequestIs400AndOpensNoEdition(String body, String detail) {
        TestApiResponse answer = admin.post("/v1/digest/run-all", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo(detail);
        assertThat(admin.get("/v1/editions").json().path("editions")).isEmpty();
    }

    @Test
    void aForcedRunIsRecorded() {
        long id = admin.post("/v1/digest/run-all?force=true", "")
                .json()
                .at("/editions/0/id")
                .asLong();
        long other = run("{\"period\": \"2026-04-13\"}").at("/editions/0/id").asLong();

        assertThat(app.jdbc()
                        .sql("select id from edition where forced")
                        .query(Long.class)
                        .list())
                .containsExactly(id)
                .doesNotContain(other);
    }

    @Test
    void unknownDigestIs404AndListsTheConfiguredDigests() {
        for (String path : List.of("/v1/digest/schedule?digest=x", "/v1/editions?digest=x")) {
            TestApiResponse answer = admin.get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("detail").asString())
                    .isEqualTo("There is no digest \"x\"; the configuration has living-lytics");
        }
        assertThat(admin.post("/v1/digest/run-all?digest=x", "").status()).isEqualTo(404);
    }

    @Test
    void editionsArePagedFromTheNewestToTheOldest() {
        for (String day : List.of("2026-04-13", "2026-04-20", "2026-04-27")) {
            run("{\"period\": \"" + day + "\"}");
        }
        JsonNode first = admin.get("/v1/editions?digest=living-lytics&status=open&limit=2")
                .json();
        assertThat(periodStarts(first)).containsExactly("2026-04-27", "2026-04-20");

        JsonNode second = admin.get(first.path("next").asString()).json();
        assertThat(periodStarts(second)).containsExactly("2026-04-13");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(periodStarts(admin.get("/v1/editions?status=closed").json())).isEmpty();
    }

    @Test
    void lettersOfAnEditionArePagedByUserWithoutAddresses() {
        for (String id : List.of("a&b=c", "ben", "ünï 17")) {
            app.insertReader(id);
        }
        long id = run("").path("editions").get(0).path("id").asLong();
        app.get(EditionPlanner.class).plan(id);

        TestApiResponse first = admin.get("/v1/editions/" + id + "/letters?limit=1&status=owed");
        assertThat(users(first.json())).containsExactly("a&b=c");
        assertThat(first.body()).doesNotContain("@example.com");
        TestApiResponse second = admin.get(first.json().path("next").asString());
        assertThat(users(second.json())).containsExactly("ben");
        TestApiResponse third = admin.get(second.json().path("next").asString());
        assertThat(users(third.json())).containsExactly("ünï 17");
        assertThat(third.json().path("next").isNull()).isTrue();
        assertThat(users(
                        admin.get("/v1/editions/" + id + "/letters?status=sent").json()))
                .isEmpty();
    }

    @Test
    void editionIsPausedSlowedDownAndCancelled() {
        app.insertReader("ada");
        long id = run("").path("editions").get(0).path("id").asLong();
        String edition = "/v1/editions/" + id;
        app.get(EditionPlanner.class).plan(id);

        assertThat(admin.get(edition).json().path("state").asString()).isEqualTo("sending");
        assertThat(admin.post(edition + "/pause", "").json().path("status").asString())
                .isEqualTo("paused");
        assertThat(admin.get(edition).json().path("state").asString()).isEqualTo("paused");
        assertThat(admin.get(edition).json().path("sentence").asString()).isEqualTo("0 sent; paused with 1 pending.");
        assertThat(admin.post(edition + "/pause", "").status()).isEqualTo(409);
        assertThat(admin.put(edition + "/rate", "{\"letters_per_second\": 50}")
                        .json()
                        .path("rate")
                        .asInt())
                .isEqualTo(50);
        assertThat(admin.put(edition + "/rate", "{\"letters_per_second\": 0}").status())
                .isEqualTo(400);
        assertThat(admin.put(edition + "/rate", "{\"letters_per_second\": null}")
                        .json()
                        .path("rate")
                        .isNull())
                .isTrue();
        assertThat(admin.post(edition + "/cancel", "")
                        .json()
                        .path("cancelled_at")
                        .asString())
                .isEqualTo("2026-05-11T14:00:00Z");
        assertThat(admin.post(edition + "/cancel", "").status()).isEqualTo(409);
        assertThat(admin.post("/v1/editions/0/cancel", "").status()).isEqualTo(404);
    }

    @Test
    void stoppedEditionIsResumedAndAnOpenOneIsNot() {
        long id = run("").path("editions").get(0).path("id").asLong();
        TestApiResponse open = admin.post("/v1/editions/" + id + "/resume", "");
        assertThat(open.status()).isEqualTo(409);
        assertThat(open.json().path("detail").asString())
                .isEqualTo(
                        "Edition " + id + " is open, neither paused, stopped, held nor waiting; nothing was changed");

        app.jdbc()
                .sql("update edition set status = 'stopped', stop_reason = 'wrong key'")
                .update();
        assertThat(admin.get("/v1/editions/" + id).json().path("reason").asString())
                .isEqualTo("wrong key");
        TestApiResponse resumed = admin.post("/v1/editions/" + id + "/resume", "");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(resumed.json().path("status").asString()).isEqualTo("open");
    }

    @Test
    void scheduleHasTheLastResults() {
        assertThat(admin.get("/v1/digest/schedule").json().path("last_results").isNull())
                .isTrue();
        JsonNode edition = run("").path("editions").get(0);

        JsonNode schedule =
                admin.get("/v1/digest/schedule?digest=living-lytics").json();
        assertThat(schedule.path("last_results")).isEqualTo(edition);
        assertThat(schedule.path("digests").get(0).path("last_results")).isEqualTo(edition);
        assertThat(schedule.path("enabled").asBoolean()).isFalse();
        assertThat(schedule.path("next_run").isNull()).isTrue();
    }

    @Test
    void linksOfAPreviewChangeNothing() {
        app.insertReader("ada");
        JsonNode preview =
                admin.get("/v1/digest/preview?user_id=ada&format=json").json();
        String all = preview.toString();
        assertThat(all)
                .contains("/v1/digest/unsubscribe?token=preview")
                .contains("/v1/digest/preferences/page?token=preview")
                .doesNotContain("token=ey");

        for (String link : List.of("unsubscribe", "preferences/page", "feedback", "click", "open")) {
            TestApiResponse page = admin.get("/v1/digest/" + link + "?token=preview");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("This letter is a preview.");
        }
        assertThat(app.jdbc()
                        .sql("select count(*) from consent")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void previewShowsTheLetterAndSendsNothing() {
        app.insertReader("ada");

        TestApiResponse html = admin.get("/v1/digest/preview?user_id=ada");
        assertThat(html.status()).isEqualTo(200);
        assertThat(html.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(html.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(html.body()).contains("/v1/digest/unsubscribe?token=");
        TestApiResponse text = admin.get("/v1/digest/preview?user_id=ada&format=text");
        assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        JsonNode json = admin.get("/v1/digest/preview?user_id=ada&digest=living-lytics&format=json")
                .json();
        assertThat(json.path("subject").asString()).isEqualTo("Your Weekly Living Lytics Digest");
        assertThat(json.path("html").asString()).isEqualTo(html.body());
        assertThat(json.path("text").asString()).isEqualTo(text.body());
        assertThat(json.path("headers").path("List-Unsubscribe-Post").asString())
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(app.transport().messages()).isEmpty();
    }

    @Test
    void rejectedPreviewGivesTheReason() {
        app.insertUser("empty");
        TestApiResponse noContent = admin.get("/v1/digest/preview?user_id=empty");
        assertThat(noContent.status()).isEqualTo(404);
        assertThat(noContent.json().path("reason").asString()).isEqualTo("NO_CONTENT");
        assertThat(admin.get("/v1/digest/preview?user_id=nobody")
                        .json()
                        .path("detail")
                        .asString())
                .isEqualTo("There is no user \"nobody\"");
        TestApiResponse withoutUser = admin.get("/v1/digest/preview");
        assertThat(withoutUser.status()).isEqualTo(400);
        assertThat(withoutUser.json().path("detail").asString()).contains("user_id");
        TestApiResponse pdf = admin.get("/v1/digest/preview?user_id=empty&format=pdf");
        assertThat(pdf.status()).isEqualTo(400);
        assertThat(pdf.json().path("detail").asString()).isEqualTo("format is invalid; expected: html, text, json");
    }

    @Test
    void testLetterIsSentAndStored() {
        app.insertReader("ada");
        TestApiResponse sent = admin.post("/v1/digest/test", "{\"user_id\": \"ada\"}");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.json().path("status").asString()).isEqualTo("sent");
        assertThat(sent.json().path("kind").asString()).isEqualTo("test");
        assertThat(app.transport().messages()).hasSize(1);
        TestApiResponse letter =
                admin.get("/v1/letters/" + sent.json().path("id").asLong());
        assertThat(letter.json().path("attempts").get(0).path("outcome").asString())
                .isEqualTo("sent");
        assertThat(((ObjectNode) letter.json()).without("attempts")).isEqualTo(sent.json());

        assertThat(admin.post("/v1/digest/test", "{}").json().path("detail").asString())
                .isEqualTo("user_id must not be blank");
        assertThat(admin.post("/v1/digest/test", "{\"user_id\": \"nobody\"}").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/editions/12             | 404 | There is no edition 12
                    /v1/editions/12/letters     | 404 | There is no edition 12
                    /v1/letters/12              | 404 | There is no letter 12
                    /v1/editions/twelve         | 400 | id is invalid; expected: a whole number
                    /v1/editions?limit=0        | 400 | limit must be greater than or equal to 1
                    /v1/editions?limit=501      | 400 | limit must be less than or equal to 500
                    /v1/editions?before=x       | 400 | before is invalid; expected: a whole number
                    /v1/editions?status=going   | 400 | status is invalid; expected: open, waiting, held, paused, stopped, closed
                    """)
    void missingResourcesAndInvalidParametersAreNamed(String path, int status, String detail) {
        TestApiResponse answer = admin.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("detail").asString()).isEqualTo(detail);
    }

    @Test
    void validationMessagesAreEnglishForAnyAcceptLanguage() {
        TestApiClient german = TestApiClient.withHeaders(
                app, "Authorization", "Bearer " + TestApplication.ADMIN_TOKEN, "Accept-Language", "de");

        assertThat(german.get("/v1/editions?limit=0").json().path("detail").asString())
                .isEqualTo("limit must be greater than or equal to 1");
    }

    @Test
    void userReadsAndChangesOwnPreferences() {
        app.insertUser("ada");
        TestApiClient ada = TestApiClient.asUser(app, "ada");
        app.jdbc()
                .sql("update users set last_digest_sent_at = '2026-05-04T14:00:01Z'")
                .update();

        assertThat(ada.get("/v1/digest/preferences").body())
                .isEqualTo("{\"opt_in_digest\":true,\"last_digest_sent_at\":\"2026-05-04T14:00:01Z\"}");
        assertThat(ada.put("/v1/digest/preferences", "{\"opt_in_digest\": false}")
                        .json()
                        .path("opt_in_digest")
                        .asBoolean(true))
                .isFalse();
        assertThat(ada.get("/v1/digest/preferences")
                        .json()
                        .path("opt_in_digest")
                        .asBoolean(true))
                .isFalse();
        assertThat(app.jdbc()
                        .sql("select source from consent where user_id = 'ada'")
                        .query(String.class)
                        .list())
                .containsExactly("preferences");
    }

    @Test
    void invalidPreferenceChangesNothing() {
        app.insertUser("ada");
        TestApiClient ada = TestApiClient.asUser(app, "ada");
        for (String body : List.of("{}", "{\"opt_in_digest\": null}")) {
            assertThat(ada.put("/v1/digest/preferences", body)
                            .json()
                            .path("detail")
                            .asString())
                    .isEqualTo("opt_in_digest must not be null");
        }
        for (String body : List.of("{\"opt_in_digest\": \"false\"}", "{\"opt_in_digest\": 0}")) {
            assertThat(ada.put("/v1/digest/preferences", body)
                            .json()
                            .path("detail")
                            .asString())
                    .isEqualTo("opt_in_digest is no true or false");
        }
        assertThat(ada.get("/v1/digest/preferences")
                        .json()
                        .path("opt_in_digest")
                        .asBoolean())
                .isTrue();
        assertThat(ada.get("/v1/digest/preferences?digest=x").status()).isEqualTo(404);
    }

    @Test
    void preferencesOfAnUnknownUserAre404() {
        TestApiClient stranger = TestApiClient.asUser(app, "stranger");
        assertThat(stranger.get("/v1/digest/preferences").status()).isEqualTo(404);
        assertThat(stranger.put("/v1/digest/preferences", "{\"opt_in_digest\": true}")
                        .status())
                .isEqualTo(404);
    }

    private JsonNode run(String body) {
        TestApiResponse answer = admin.post("/v1/digest/run-all", body);
        assertThat(answer.status()).isEqualTo(202);
        return answer.json();
    }

    private static List<String> periodStarts(JsonNode page) {
        return texts(page.path("editions"), "period_start");
    }

    private static List<String> users(JsonNode page) {
        return texts(page.path("letters"), "user_id");
    }

    private static List<String> texts(JsonNode rows, String name) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(name).asString())
                .toList();
    }
}
