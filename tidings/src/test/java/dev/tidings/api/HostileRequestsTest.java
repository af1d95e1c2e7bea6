package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidings.testing.RawHttpClient;
import dev.tidings.testing.RawHttpClient.RawHttpResponse;
import dev.tidings.testing.TestApplication;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that no well-behaved client sends: each gets a clear answer, and no stack trace is logged. */
class HostileRequestsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private static final String ADMIN = "Authorization: Bearer " + TestApplication.ADMIN_TOKEN;
    private static final List<String> ADDRESSES = List.of(
            "/v1/health/liveness",
            "/v1/users/ada",
            "/v1/digest/schedule",
            "/v1/digest/unsubscribe",
            "/v1/digest/click",
            "/v1/nothing",
            "/console/sign-in",
            "/console/users/user",
            "/assets/nothing.css",
            "/docs/openapi",
            "/actuator/health",
            "/");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void nothingIsLoggedAboveInformation() {
        root.detachAppender(lines);
        assertThat(lines.list)
                .filteredOn(line -> !line.getLoggerName().startsWith("com.zaxxer"))
                .allSatisfy(line -> {
                    assertThat(line.getLevel().isGreaterOrEqual(Level.WARN))
                            .as(line.getFormattedMessage())
                            .isFalse();
                    assertThat(line.getThrowableProxy())
                            .as(line.getFormattedMessage())
                            .isNull();
                });
    }

    static Stream<Arguments> malformedTargets() {
        return ADDRESSES.stream()
                .flatMap(address -> Stream.of(
                                "?=x",
                                "?a=b&=null",
                                "?token=%",
                                "?token=%zz",
                                "?x=%FF",
                                "?digest=%00",
                                "?a[]=c",
                                "?a=%C0%AF",
                                "/%",
                                "/%zz",
                                "/%FF",
                                "/%00",
                                ";a=b",
                                "/a|b",
                                "/<script>")
                        .map(end ->
                                Arguments.of(address.equals("/") ? end.replaceFirst("^\\?", "/?") : address + end)));
    }

    @ParameterizedTest
    @MethodSource("malformedTargets")
    void malformedTargetIs400AtEveryAddress(String target) {
        if (!target.startsWith("/")) {
            return;
        }
        assertMalformed(RawHttpClient.send(app.url(), "GET", target, "", ADMIN));
    }

    private static void assertMalformed(RawHttpResponse answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertProblem(answer);
    }

    private static void assertProblem(RawHttpResponse answer) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(answer.json().path("request_id").asString()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.json().path("detail").asString()).isNotEmpty();
    }

    @Test
    void browserGetsAPageForABrokenLink() {
        RawHttpResponse answer =
                RawHttpClient.send(app.url(), "GET", "/v1/digest/unsubscribe?token=%", "", "Accept: text/html,*/*");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.body()).contains("This link does not work.");
    }

    @Test
    void tooLongHeadersAre400() {
        assertMalformed(
                RawHttpClient.send(app.url(), "GET", "/v1/digest/schedule", "", "X-Long: " + "a".repeat(20_000)));
        assertMalformed(RawHttpClient.send(app.url(), "GET", "/v1/digest/schedule?x=" + "a".repeat(20_000), "", ADMIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=%", "=x", "token=%00", "token=a&=b"})
    void malformedFormIs400(String form) {
        for (String path : List.of("/console/sign-in", "/v1/digest/unsubscribe")) {
            assertMalformed(RawHttpClient.send(
                    app.url(), "POST", path, form, "Content-Type: application/x-www-form-urlencoded"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "nonsense",
                "application/*",
                "text/plain; charset=nothing",
                "application/json; charset=nothing",
                ";",
                "multipart/form-data"
            })
    void contentTypeThatIsNoMediaTypeIs415(String type) {
        for (String path : List.of("/v1/users/ada", "/v1/editions/1/rate")) {
            RawHttpResponse answer = RawHttpClient.send(app.url(), "PUT", path, "{}", ADMIN, "Content-Type: " + type);
            assertThat(answer.status()).isIn(400, 404, 415);
            assertProblem(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "*/json", "text/html;q=9", ";", "application/json;"})
    void acceptHeaderThatIsNoMediaTypeIsNoFault(String accept) {
        for (String path : ADDRESSES) {
            RawHttpResponse answer = RawHttpClient.send(app.url(), "GET", path, "", ADMIN, "Accept: " + accept);
            assertThat(answer.status()).as(path).isLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY", "PROPFIND", "TRACE", "FOO", "DELETE", "PATCH"})
    void methodThatNoAddressHasIs405WithAllow(String method) {
        for (String path :
                List.of("/v1/users/ada", "/v1/digest/unsubscribe", "/console", "/", "/console/sign-in", "/docs")) {
            RawHttpResponse answer = RawHttpClient.send(app.url(), method, path, "", ADMIN);
            assertThat(answer.status()).as(path).isEqualTo(405);
            assertThat(answer.header("Allow")).as(path).startsWith("GET, HEAD");
            assertProblem(answer);
        }
    }

    @Test
    void protocolsThatTheServerDoesNotSpeakAre400() {
        assertMalformed(RawHttpClient.send(app.url(), "CONNECT", "/console", "", ADMIN));
        assertMalformed(RawHttpClient.send(app.url(), "PUT", "/v1/users/ada", "", ADMIN, "Transfer-Encoding: nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "x-nothing", "gzip, gzip", "%"})
    void bodyInAnotherEncodingIs415(String encoding) {
        for (String path : List.of("/v1/users/bulk", "/v1/metrics/bulk", "/v1/metrics/ingest")) {
            RawHttpResponse answer = RawHttpClient.send(
                    app.url(),
                    "POST",
                    path,
                    "{}",
                    ADMIN,
                    "Content-Type: application/json",
                    "Content-Encoding: " + encoding);
            assertThat(answer.status()).as(path).isEqualTo(415);
            assertProblem(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "metrics", "opportunities", "feedback"})
    void bodyThatBeginsAsGzipAndIsNoneIs400(String rows) {
        RawHttpResponse answer =
                RawHttpClient.send(app.url(), "POST", "/v1/" + rows + "/bulk", "\u001f\u008b00000", ADMIN);

        assertMalformed(answer);
        assertThat(answer.json().path("detail").asString()).startsWith("The file begins as gzip, but is none");
    }

    @Test
    void formInPlaceOfJsonIs415WhateverItHolds() {
        for (String form : List.of("a=b", "a=%", "=", "%")) {
            RawHttpResponse answer = RawHttpClient.send(
                    app.url(), "PUT", "/v1/users/ada", form, ADMIN, "Content-Type: application/x-www-form-urlencoded");
            assertThat(answer.status()).as(form).isEqualTo(415);
            assertProblem(answer);
        }
    }

    @Test
    void addressOfImportsAllowsOnlyImports() {
        for (String path : List.of("/v1/users/bulk", "/v1/opportunities/bulk")) {
            RawHttpResponse answer = RawHttpClient.send(app.url(), "GET", path, "", ADMIN);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("POST");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "0e-999999999", "1e2147483648", "1e-2147483649", "1e400"})
    void numberThatDoesNotFitInMemoryIs400(String number) {
        for (String body : List.of(
                "/v1/opportunities/bulk {\"title\":\"t\",\"url\":\"https://a.example/x\",\"award\":NUMBER}",
                "/v1/opportunities/bulk {\"title\":\"t\",\"url\":\"https://a.example/x\",\"fee\":NUMBER}",
                "/v1/metrics/bulk {\"account_id\":\"a\",\"metric_date\":\"2026-05-05\",\"data\":{\"x\":NUMBER}}",
                "/v1/users/bulk {\"id\":\"a\",\"email\":\"a@b.example\",\"account_id\":\"a\",\"profile\":{\"x\":[NUMBER]}}")) {
            String[] parts = body.replace("NUMBER", number).split(" ", 2);
            assertMalformed(RawHttpClient.send(app.url(), "POST", parts[0], parts[1], ADMIN));
        }
        RawHttpResponse one = RawHttpClient.send(
                app.url(),
                "PUT",
                "/v1/users/ada",
                "{\"email\":\"a@b.example\",\"account_id\":\"a\",\"profile\":{\"x\":" + number + "}}",
                ADMIN,
                "Content-Type: application/json");
        assertThat(one.status()).isIn(200, 201, 400);
    }

    @Test
    void nulInAJsonTextIs400() {
        for (String body : List.of(
                "{\"user_id\": \"a\\u0000b\"}",
                "{\"user_id\": \"ada\", \"digest\": \"\\u0000\"}",
                "{\"user_id\": \"\\ud800\"}")) {
            RawHttpResponse answer = RawHttpClient.send(
                    app.url(), "POST", "/v1/digest/test", body, ADMIN, "Content-Type: application/json");
            assertMalformed(answer);
        }
        for (String body : List.of(
                "{\"email\": \"a\\u0000@example.com\", \"account_id\": \"a\"}",
                "{\"email\": \"a@example.com\", \"account_id\": \"a\\u0000\"}",
                "{\"email\": \"a@example.com\", \"account_id\": \"a\", \"name\": \"\\ud800\"}",
                "{\"email\": \"a@example.com\", \"account_id\": \"a\", \"profile\": {\"\\u0000\": 1}}")) {
            assertMalformed(RawHttpClient.send(
                    app.url(), "PUT", "/v1/users/ada", body, ADMIN, "Content-Type: application/json"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "//x",
                "/../..",
                "/%2e%2e/console",
                "/console/%2e%2e/v1/users/ada",
                "/v1//users/ada",
                "/%2F%2Fevil.example"
            })
    void pathOutsideEveryAddressIs404Or400(String path) {
        RawHttpResponse answer = RawHttpClient.send(app.url(), "GET", path, "");
        assertThat(answer.status()).isIn(400, 404, 302);
        if (answer.status() != 302) {
            assertProblem(answer);
        }
    }
}
