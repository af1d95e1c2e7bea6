package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The endpoints through which the product sends users and metrics. */
class ProductEndpointsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @Test
    void putCreatesThenUpdatesAUserAndKeepsOmittedFields() {
        TestApiResponse created = admin.put("/v1/users/u-1", """
                {"email": "ada@example.com", "name": "Ada", "account_id": "acme", "time_zone": "Europe/Paris",
                 "locale": "fr-FR", "plan": "pro", "profile": {"craft": "ceramics"}}
                """);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("""
                {"id":"u-1","email":"ada@example.com","name":"Ada","account_id":"acme","time_zone":"Europe/Paris",\
                "locale":"fr-FR","plan":"pro","profile":{"craft": "ceramics"},"opt_in_digest":true,"last_digest_sent_at":null}""");

        TestApiResponse changed = admin.put(
                "/v1/users/u-1",
                "{\"id\": \"u-1\", \"email\": \"ada@example.org\", \"account_id\": \"acme\", \"plan\": null}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("email").asString()).isEqualTo("ada@example.org");
        assertThat(changed.json().path("name").asString()).isEqualTo("Ada");
        assertThat(changed.json().path("plan").isNull()).isTrue();
        assertThat(admin.get("/v1/users/u-1").json()).isEqualTo(changed.json());
    }

    @Test
    void putOfOneFieldChangesOnlyThatField() {
        admin.put("/v1/users/u-9", "{\"email\": \"ida@example.com\", \"account_id\": \"acme\", \"name\": \"Ida\"}");

        TestApiResponse changed = admin.put("/v1/users/u-9", "{\"opt_in_digest\": false}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("opt_in_digest").asBoolean(true)).isFalse();
        assertThat(changed.json().path("email").asString()).isEqualTo("ida@example.com");
        assertThat(changed.json().path("name").asString()).isEqualTo("Ida");
    }

    @Test
    void putOfOneFieldOfANewUserIs400() {
        TestApiResponse answer = admin.put("/v1/users/u-10", "{\"opt_in_digest\": false}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("there is no such user; to create one, give email and account_id");
        assertThat(admin.get("/v1/users/u-10").status()).isEqualTo(404);
    }

    @Test
    void invalidUserIs400WithoutItsValues() {
        TestApiResponse answer = admin.put("/v1/users/u-1", "{\"email\": \"ada at home\", \"account_id\": \"acme\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("email").doesNotContain("ada at home");

        assertThat(admin.put("/v1/users/u-1", "{\"id\": \"u-2\"}")
                        .json()
                        .path("detail")
                        .asString())
                .isEqualTo("id differs from the one in the address");
        assertThat(admin.get("/v1/users/u-1").status()).isEqualTo(404);
    }

    @Test
    void ignoredValueIsReportedAsANote() {
        TestApiResponse answer = admin.put(
                "/v1/users/u-1",
                "{\"email\": \"ada@example.com\", \"account_id\": \"acme\", \"time_zone\": \"Mars/Olympus\"}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("notes").get(0).asString()).startsWith("time_zone is not in the tz database");
    }

    @Test
    void idsMayContainSpecialCharacters() {
        assertThat(admin.put("/v1/users/auth0%7C17%20%C3%A9", "{\"email\": \"a@b.example\", \"account_id\": \"acme\"}")
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo("auth0|17 é");
    }

    @Test
    void bulkAcceptsGoodLinesAndReportsBadOnesByLineNumber() {
        TestApiResponse answer = post("/v1/users/bulk", BodyPublishers.ofString("""
                {"id": "u-1", "email": "ada@example.com", "account_id": "acme"}
                {"id": "u-2", "email": "nobody", "account_id": "acme"}
                {"id": "u-3", "email": "ben@example.com", "account_id":
                {"id": "u-4", "email": "cem@example.com", "account_id": "acme"}
                """));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asLong()).isEqualTo(2);
        assertThat(answer.json().path("rejected").asLong()).isEqualTo(2);
        assertThat(answer.json().path("bad_rows").get(0).path("line").asLong()).isEqualTo(2);
        assertThat(answer.json().path("bad_rows").get(1).path("line").asLong()).isEqualTo(3);
        assertThat(admin.get("/v1/users/u-4").status()).isEqualTo(200);
    }

    @Test
    void bulkThatWouldChangeTooManyUsersIsRefused() {
        String row = "{\"id\": \"u-1\", \"email\": \"%s@example.com\", \"account_id\": \"acme\"}";
        post("/v1/users/bulk", BodyPublishers.ofString(row.formatted("ada")));
        BodyPublisher changed = BodyPublishers.ofString(row.formatted("eva"));

        TestApiResponse dryRun = post("/v1/users/bulk?max_change=0.1%25&dry_run=true", changed);
        assertThat(dryRun.status()).isEqualTo(200);
        assertThat(dryRun.json().path("permitted").asBoolean()).isFalse();
        assertThat(dryRun.json().path("changes").path("addresses").asLong()).isEqualTo(1);
        assertThat(dryRun.json().path("report").path("accepted").asLong()).isEqualTo(1);

        TestApiResponse refused = post("/v1/users/bulk?max_change=0.1%25", changed);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asString())
                .startsWith("The import would change the address of 1 of ")
                .endsWith(
                        "at most 0.1% are permitted. Nothing was stored. If they are right, send them with force=true");
        assertThat(refused.json().path("changes").path("addresses").asLong()).isEqualTo(1);
        assertThat(refused.json().path("changes").path("users").asLong()).isPositive();
        assertThat(email("u-1")).isEqualTo("ada@example.com");

        assertThat(post("/v1/users/bulk?max_change=half", changed).status()).isEqualTo(400);
        for (String misspelled :
                List.of("max-change=0.1%25", "dry-run=true", "dry_run=", "dry_run=maybe", "a=b&force=true")) {
            assertThat(post("/v1/users/bulk?" + misspelled, changed).status())
                    .as(misspelled)
                    .isEqualTo(400);
        }
        assertThat(post("/v1/users/bulk?dry_run=maybe", changed)
                        .json()
                        .path("detail")
                        .asString())
                .endsWith("expected: true or false");
        assertThat(post("/v1/users/bulk?max_change=0.1%25&force=true", changed).status())
                .isEqualTo(200);
        assertThat(email("u-1")).isEqualTo("eva@example.com");
    }

    private String email(String user) {
        return admin.get("/v1/users/" + user).json().path("email").asString();
    }

    @Test
    void bodyWithoutAGoodRowIsRefused() {
        for (String body : new String[] {"", "nonsense\n", "{\"id\": 1}\n"}) {
            TestApiResponse answer = post("/v1/users/bulk", BodyPublishers.ofString(body));
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(post("/v1/users/bulk", BodyPublishers.ofString("nonsense\n"))
                        .json()
                        .path("bad_rows")
                        .get(0)
                        .path("line")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void metricsAreIngestedSinglyOrInBulk() {
        TestApiResponse single = admin.post("/v1/metrics/ingest", """
                {"account_id": "acme", "source_name": "web", "metric_date": "2026-05-04",
                 "data": {"sessions": 812, "conversions": 9.5}}
                """);
        assertThat(single.status()).isEqualTo(200);
        assertThat(single.json().path("accepted").asLong()).isEqualTo(1);
        TestApiResponse bulk = post("/v1/metrics/bulk", BodyPublishers.ofString("""
                {"account_id": "acme", "source_name": "web", "metric_date": "2026-05-05", "data": {"sessions": 1}}
                {"account_id": "acme", "source_name": "web", "metric_date": "May 6", "data": {"sessions": 1}}
                """));
        assertThat(bulk.json().path("accepted").asLong()).isEqualTo(1);
        assertThat(bulk.json().path("bad_rows").get(0).path("line").asLong()).isEqualTo(2);
        assertThat(app.jdbc()
                        .sql("select metric_date || ' ' || data::text from daily_metric order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "2026-05-04 {\"sessions\": 812, \"conversions\": 9.5}", "2026-05-05 {\"sessions\": 1}");
        assertThat(admin.post("/v1/metrics/ingest", "{\"account_id\": \"acme\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void streamedBodyOfUnknownLengthIsReadPlainAndGzipped() throws IOException {
        String lines = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"account_id\": \"a" + i
                        + "\", \"source_name\": \"web\", \"metric_date\": \"2026-05-04\", \"data\": {\"sessions\": 1}}")
                .collect(Collectors.joining("\n"));
        byte[] plain = lines.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }

        TestApiResponse first =
                post("/v1/metrics/bulk", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(plain)));
        assertThat(first.json().path("accepted").asLong()).isEqualTo(20_000);
        TestApiResponse second = admin.send(
                "POST",
                "/v1/metrics/bulk",
                BodyPublishers.ofByteArray(zipped.toByteArray()),
                "Content-Encoding",
                "gzip");
        assertThat(second.json().path("accepted").asLong()).isEqualTo(20_000);
        assertThat(app.jdbc()
                        .sql("select count(*) from daily_metric")
                        .query(Long.class)
                        .single())
                .isEqualTo(20_000);
    }

    @Test
    void brokenGzipBodyIs400() {
        byte[] broken = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
        TestApiResponse answer = post("/v1/users/bulk", BodyPublishers.ofByteArray(broken));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void bodyWithCurlsDefaultFormContentTypeIsReadAsLines() {
        TestApiResponse answer = admin.send(
                "POST",
                "/v1/metrics/bulk",
                BodyPublishers.ofString(
                        "{\"account_id\": \"acme\", \"metric_date\": \"2026-05-04\", \"data\": {\"sessions\": 1}}"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(answer.json().path("accepted").asLong()).isEqualTo(1);
    }

    @Test
    void csvIsReadWhenTheContentTypeIsCsv() {
        TestApiResponse answer = admin.send(
                "POST",
                "/v1/users/bulk",
                BodyPublishers.ofString("id,email,account_id\nu-1,ada@example.com,acme\n"),
                "Content-Type",
                "text/csv; charset=utf-8");
        assertThat(answer.json().path("accepted").asLong()).isEqualTo(1);
    }

    private TestApiResponse post(String path, BodyPublisher body) {
        return admin.send("POST", path, body, "Content-Type", "application/x-ndjson");
    }
}
