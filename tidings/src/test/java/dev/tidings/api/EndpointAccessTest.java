package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Access rules of every endpoint. */
class EndpointAccessTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    /** Each guess comes from another address. */
    private static int guesser;

    static Stream<Arguments> calls() {
        return Endpoint.ALL.stream()
                .flatMap(endpoint -> endpoint.methods().stream().map(method -> Arguments.of(endpoint, method)));
    }

    static Stream<Arguments> signedInCalls() {
        return calls().filter(call -> ((Endpoint) call.get()[0]).caller().needsToken());
    }

    @Test
    void everyMappedPathIsAListedEndpointOrAConsolePage() {
        app.get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(EndpointAccessTest::assertListed);
    }

    private static void assertListed(RequestMappingInfo mapping) {
        for (String path : mapping.getPatternValues()) {
            if (path.equals("/") || path.equals("/error") || path.startsWith("/console")) {
                continue;
            }
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                assertThat(Endpoint.ALL)
                        .as("%s %s", method, path)
                        .anyMatch(endpoint -> endpoint.path().equals(path)
                                && endpoint.methods().contains(method.asHttpMethod()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("signedInCalls")
    void missingTokenIs401(Endpoint endpoint, HttpMethod method) {
        TestApiResponse answer = call(TestApiClient.withHeaders(app), endpoint, method);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tidings\"");
        assertProblem(answer, method);
    }

    @ParameterizedTest
    @MethodSource("signedInCalls")
    void wrongTokenIs401(Endpoint endpoint, HttpMethod method) {
        TestApiResponse answer = call(
                TestApiClient.withHeaders(
                        app,
                        "Authorization",
                        "Bearer " + TestApplication.ADMIN_TOKEN + "x",
                        "X-Forwarded-For",
                        "203.0.113." + guesser++),
                endpoint,
                method);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tidings\", error=\"invalid_token\"");
        assertProblem(answer, method);
    }

    @Test
    void afterTenWrongTokensAnAddressWaitsUntilTheFirstIsTenMinutesOld() {
        TestApiClient wrong =
                TestApiClient.withHeaders(app, "Authorization", "Bearer wrong", "X-Forwarded-For", "198.51.100.7");
        TestApiClient right = TestApiClient.withHeaders(
                app, "Authorization", "Bearer " + TestApplication.ADMIN_TOKEN, "X-Forwarded-For", "198.51.100.7");
        for (int i = 0; i < BearerAuthenticator.MAX_FAILURES; i++) {
            assertThat(right.get("/v1/editions").status()).isEqualTo(200);
            assertThat(wrong.get("/v1/editions").status()).isEqualTo(401);
        }
        TestApiResponse limited = right.get("/v1/editions");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).isEqualTo("600");
        assertProblem(limited, HttpMethod.GET);
        assertThat(TestApiClient.asAdmin(app).get("/v1/editions").status()).isEqualTo(200);

        app.clock().advance(BearerAuthenticator.WINDOW);
        assertThat(right.get("/v1/editions").status()).isEqualTo(200);
    }

    @Test
    void expiredTokensOfTheProductDoNotCountAsGuesses() {
        String expired = TestApiClient.sign(
                new JWTClaimsSet.Builder()
                        .subject("ada")
                        .expirationTime(Date.from(TestApplication.MONDAY.minusSeconds(3600)))
                        .build(),
                TestApplication.AUTH_SECRET);
        TestApiClient late =
                TestApiClient.withHeaders(app, "Authorization", "Bearer " + expired, "X-Forwarded-For", "198.51.100.8");
        for (int i = 0; i <= BearerAuthenticator.MAX_FAILURES; i++) {
            assertThat(late.get("/v1/digest/preferences").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("signedInCalls")
    void tokenOfTheOtherCallerTypeIs403(Endpoint endpoint, HttpMethod method) {
        boolean adminOnly = endpoint.caller() == Caller.ADMIN;
        TestApiResponse answer =
                call(adminOnly ? TestApiClient.asUser(app, "ada") : TestApiClient.asAdmin(app), endpoint, method);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
        assertProblem(answer, method);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void permittedCallerIsAccepted(Endpoint endpoint, HttpMethod method) {
        TestApiClient caller = switch (endpoint.caller()) {
            case ADMIN -> TestApiClient.asAdmin(app);
            case USER -> TestApiClient.asUser(app, "ada");
            case READER, PUBLIC -> TestApiClient.withHeaders(app, "Authorization", "Bearer of nothing");
        };

        assertThat(call(caller, endpoint, method).status()).isNotIn(401, 403, 405, 500);
    }

    @Test
    void unlistedPathsAre404() {
        for (String path : Set.of(
                "/v1/digest/run",
                "/v1/nothing",
                "/actuator",
                "/actuator/env",
                "/actuator/metrics",
                "/v3/api-docs",
                "/error",
                "/favicon.ico",
                "/v1/editions/1/",
                "/.well-known/oauth-protected-resource")) {
            assertThat(TestApiClient.asAdmin(app).get(path).status()).as(path).isEqualTo(404);
            assertThat(TestApiClient.withHeaders(app).get(path).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(TestApiClient.asUser(app, "ada").post("/v1/digest/run", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void unsupportedMethodIs405AndListsTheAllowedMethods() {
        TestApiResponse answer = TestApiClient.asAdmin(app).send("DELETE", "/v1/users/ada", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, PUT");
        assertProblem(answer, HttpMethod.DELETE);
    }

    @Test
    void responsesHaveSecurityHeaders() {
        TestApiResponse answer = TestApiClient.withHeaders(app).get("/v1/health/liveness");

        assertThat(Map.of(
                        "X-Content-Type-Options", answer.header("X-Content-Type-Options"),
                        "X-Frame-Options", answer.header("X-Frame-Options"),
                        "Referrer-Policy", answer.header("Referrer-Policy"),
                        "Content-Security-Policy", answer.header("Content-Security-Policy")))
                .isEqualTo(Map.of(
                        "X-Content-Type-Options", "nosniff",
                        "X-Frame-Options", "DENY",
                        "Referrer-Policy", "no-referrer",
                        "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    private static TestApiResponse call(TestApiClient caller, Endpoint endpoint, HttpMethod method) {
        String path = endpoint.path().replaceAll("\\{[a-z_]+}", "1").replace("**", "index.html");
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? caller.send(method.name(), path, BodyPublishers.noBody())
                : caller.send(method.name(), path, BodyPublishers.ofString("{}"), "Content-Type", "application/json");
    }

    private static void assertProblem(TestApiResponse answer, HttpMethod method) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        if (!method.equals(HttpMethod.HEAD)) {
            assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
            assertThat(answer.json().path("detail").asString()).isNotEmpty();
            assertThat(answer.json().path("request_id").asString()).isEqualTo(answer.header("X-Request-Id"));
        }
    }
}
