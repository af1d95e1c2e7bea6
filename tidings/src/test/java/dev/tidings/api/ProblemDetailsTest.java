package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidings.render.LetterLinks;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Problem details of error responses, request ids and the access log. */
class ProblemDetailsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @Test
    void problemHasStatusDetailPathAndRequestId() {
        TestApiResponse answer = admin.send(
                "GET", "/v1/editions/12?secret=x", BodyPublishers.noBody(), "X-Request-Id", "order-17.a_b-c");

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("X-Request-Id")).isEqualTo("order-17.a_b-c");
        JsonNode problem = answer.json();
        assertThat(problem.path("title").asString()).isEqualTo("Not Found");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("detail").asString()).isEqualTo("There is no edition 12");
        assertThat(problem.path("instance").asString()).isEqualTo("/v1/editions/12");
        assertThat(problem.path("request_id").asString()).isEqualTo("order-17.a_b-c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "ä", "<script>"})
    void malformedRequestIdIsReplaced(String id) {
        TestApiResponse answer = admin.send("GET", "/v1/health/liveness", BodyPublishers.noBody(), "X-Request-Id", id);
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void tooLongRequestIdIsReplaced() {
        TestApiResponse answer =
                admin.send("GET", "/v1/health/liveness", BodyPublishers.noBody(), "X-Request-Id", "a".repeat(65));
        assertThat(answer.header("X-Request-Id")).hasSize(36);
    }

    @Test
    void unsupportedContentTypeIs415() {
        TestApiResponse answer = admin.send(
                "PUT", "/v1/users/u-1", BodyPublishers.ofString("<user/>"), "Content-Type", "application/xml");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("The body must be JSON with Content-Type: application/json");
        assertThat(answer.json().path("request_id").asString()).isNotEmpty();
    }

    @Test
    void tooLargeBodyIs413WithAndWithoutContentLength() {
        String body = "{\"email\": \"" + "a".repeat((int) BodySizeFilter.MAX_BYTES) + "\"}";
        TestApiResponse declared = admin.put("/v1/users/u-1", body);
        TestApiResponse streamed = admin.send(
                "PUT",
                "/v1/users/u-1",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                "Content-Type",
                "application/json");

        for (TestApiResponse answer : List.of(declared, streamed)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().path("detail").asString()).startsWith("The body is larger than 256 KiB");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/editions?status=",
                "/v1/editions?limit=",
                "/v1/editions?before=",
                "/v1/digest/preview?user_id=ada&format=%20"
            })
    void emptyParameterThatIsNoTextIs400(String path) {
        TestApiResponse answer = admin.get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(" is invalid; expected: ");
    }

    @Test
    void emptyFlagIs400AndChangesNothing() {
        TestApiResponse answer = admin.post("/admin/api/instance/adopt?cancel_owed=", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("cancel_owed is invalid; expected: true or false");
    }

    @Test
    void unsupportedAcceptHeaderIs406() {
        TestApiResponse answer = admin.send("GET", "/v1/editions", BodyPublishers.noBody(), "Accept", "image/png");
        assertThat(answer.status()).isEqualTo(406);
    }

    @Test
    void malformedPathFromABrowserIs400() {
        TestApiResponse answer =
                TestApiClient.withHeaders(app, "Accept", "text/html,*/*").get("/%2e%2e;/x//y");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void accessLogHasTheRouteAndNeverIdsOrTokens() {
        Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            app.insertUser("ada");
            String link = URI.create(app.get(LetterLinks.class).unsubscribe("living-lytics", "ada"))
                    .getRawQuery();
            TestApiClient.withHeaders(app).get("/v1/digest/unsubscribe?" + link);
            admin.get("/v1/users/ada?x=secret");
            admin.get("/v1/nothing/ada");
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .map(line -> line.replaceFirst(" in \\d+ ms$", ""))
                .containsExactly("GET /v1/digest/unsubscribe 200", "GET /v1/users/{id} 200", "GET (no route) 404");
        assertThat(lines.list).allSatisfy(line -> {
            assertThat(line.getMDCPropertyMap().get("request_id")).isNotEmpty();
            assertThat(line.getKeyValuePairs().toString())
                    .contains("method=", "route=", "status=", "ms=")
                    .doesNotContain("ada", "token", "secret");
        });
    }
}
