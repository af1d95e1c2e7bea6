package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code TIDINGS_REDIRECT_TO} in a running program. */
class RedirectedLettersTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with("TIDINGS_REDIRECT_TO", "staging@example.com");

    @Test
    void letterGoesToTheRedirectionAndNamesItsRecipient() {
        app.insertReader("ada");

        TestApiClient.withHeaders(app, "Authorization", "Bearer " + TestApplication.ADMIN_TOKEN)
                .post("/v1/digest/test", "{\"user_id\": \"ada\"}");

        Message letter = app.transport().messages().getFirst();
        assertThat(letter.to().address().value()).isEqualTo("staging@example.com");
        assertThat(letter.subject()).startsWith("[for ada@example.com] ");
        assertThat(letter.headers()).containsEntry("X-Tidings-Recipient", "ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/editions",
                "/console/users",
                "/console/outbox",
                "/console/jobs",
                "/console/maintenance",
                "/console/alerts",
                "/console/nowhere"
            })
    void everyPageTellsIt(String path) {
        assertThat(ConsoleClient.signedIn(app).get(path).text()).contains("Every letter goes to staging@example.com");
    }

    @Test
    void signInPageDoesNotTellTheAddress() {
        assertThat(new ConsoleClient(app).get("/console/sign-in").text())
                .contains("Every letter is redirected")
                .doesNotContain("staging@example.com");
    }

    @Test
    void readinessTellsIt() {
        assertThat(TestApiClient.withHeaders(app)
                        .get("/v1/health/readiness")
                        .json()
                        .path("redirected_to")
                        .asString())
                .isEqualTo("s…@example.com");
    }
}
