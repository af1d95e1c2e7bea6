package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins whose scripts may call the API. */
class CorsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @RegisterExtension
    static final TestApplication appWithOtherOrigins =
            TestApplication.serving().with("ALLOW_ORIGINS", "https://app.example.com");

    @ParameterizedTest
    @ValueSource(strings = {"https://livinglytics.base44.app", "https://livinglytics.com", "http://localhost:5173"})
    void configuredOriginsAreAllowed(String origin) {
        assertThat(preflight(app, "/v1/digest/preferences", origin).header("Access-Control-Allow-Origin"))
                .isEqualTo(origin);
        TestApiResponse answer =
                TestApiClient.withHeaders(app, "Origin", origin).get("/v1/health/liveness");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://livinglytics.com",
                "https://livinglytics.com.evil.example",
                "https://app.livinglytics.com",
                "null"
            })
    void otherOriginsAreRefused(String origin) {
        assertThat(preflight(app, "/v1/digest/preferences", origin).status()).isEqualTo(403);
        assertThat(TestApiClient.withHeaders(app, "Origin", origin)
                        .get("/v1/health/liveness")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void originsOfTheEnvironmentReplaceTheConfiguredOnes() {
        assertThat(preflight(appWithOtherOrigins, "/v1/digest/preferences", "https://app.example.com")
                        .status())
                .isEqualTo(200);
        assertThat(preflight(appWithOtherOrigins, "/v1/digest/preferences", "https://livinglytics.com")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void corsHeadersAreSentForTheApiOnly() {
        for (String path : new String[] {"/docs/openapi", "/actuator/health", "/v1/digest/unsubscribe"}) {
            assertThat(preflight(app, path, "https://livinglytics.com").header("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEmpty();
        }
    }

    private static TestApiResponse preflight(TestApplication application, String path, String origin) {
        return TestApiClient.withHeaders(application, "Origin", origin)
                .send(
                        "OPTIONS",
                        path,
                        BodyPublishers.noBody(),
                        "Access-Control-Request-Method",
                        "PUT",
                        "Access-Control-Request-Headers",
                        "authorization,content-type");
    }
}
