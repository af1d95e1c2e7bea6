package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RetryEndpointTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, false));

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "||",
                "{}",
                "{\"status\": \"error\"}",
                "{\"reason\": \"550 no\"}",
                "{\"status\": null; \"unknown\": false}"
            })
    void failedLettersAreSentAgain(String body) {
        long id = edition(new Rejected("550 no", false));

        TestApiResponse answer = retry(id, body.replace(';', ','));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().toString()).isEqualTo("{\"letters\":1}");
        assertThat(admin.get("/v1/editions/" + id).json().path("status").asString())
                .isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "{\"status\": \"sent\"}, 400",
                "{\"status\": \"owed\"}, 400",
                "{\"status\": \"errors\"}, 400",
                "{\"statuses\": \"error\"}, 400",
                "{\"unknown\": \"perhaps\"}, 400",
                "{\"reason\": \"551 gone\"}, 409",
                "{\"reason\": \"NO_CONTENT\"}, 409"
            })
    void anUnknownWordChangesNothing(String body, int status) {
        long id = edition(new Rejected("550 no", false));

        assertThat(retry(id, body).status()).isEqualTo(status);

        assertThat(admin.get("/v1/editions/" + id).json().path("status").asString())
                .isEqualTo("closed");
        assertThat(admin.get("/v1/editions/" + id).json().path("error").asInt()).isEqualTo(1);
    }

    @Test
    void lettersThatMayBeOutAreSentAgainOnlyIfTheyAreNamed() {
        long id = edition(new Unknown("no answer"));

        assertThat(retry(id, "{}").json().path("letters").asInt(-1)).isZero();
        assertThat(retry(id, "{\"unknown\": true}").json().path("letters").asInt(-1))
                .isEqualTo(1);
    }

    @Test
    void aCancelledEditionAndAnUnknownOneAreRefused() {
        long id = edition(new Rejected("550 no", false));
        app.jdbc().sql("update edition set cancelled_at = now()").update();

        TestApiResponse answer = retry(id, "{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("Edition " + id + " is cancelled, which is final; nothing was changed");
        assertThat(retry(0, "{}").status()).isEqualTo(404);
    }

    @Test
    void lettersThatWaitForAnOperatorAreListedFirst() {
        app.insertReader("zoe");
        long id = edition(new Deferred("450 4.3.0 Later", null));
        app.jdbc()
                .sql("update delivery set next_attempt_at = null where user_id = 'zoe'")
                .update();

        JsonNode first =
                admin.get("/v1/editions/" + id + "/letters?status=owed&limit=1").json();
        assertThat(users(first.path("parked"))).containsExactly("zoe");
        assertThat(users(first.path("letters"))).containsExactly("ada");
        JsonNode second = admin.get(first.path("next").asString()).json();
        assertThat(users(second.path("parked"))).isEmpty();
        assertThat(users(second.path("letters"))).containsExactly("zoe");
        assertThat(users(admin.get("/v1/editions/" + id + "/letters?status=error")
                        .json()
                        .path("parked")))
                .isEmpty();
    }

    private static List<String> users(JsonNode letters) {
        return letters.valueStream()
                .map(letter -> letter.path("user_id").asString(""))
                .toList();
    }

    private TestApiResponse retry(long id, String body) {
        return admin.post("/v1/editions/" + id + "/retry", body);
    }

    private static long edition(SendOutcome outcome) {
        app.insertReader("ada");
        app.transport()
                .withReplayWindow(Duration.ZERO, 25)
                .respondingWith((key, batch) -> RecordingTransport.all(batch, outcome, null));
        long id = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API)
                .id();
        app.get(EditionPlanner.class).plan(id);
        app.deliver(id, 1);
        return id;
    }
}
