package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Forwarded addresses count only from the named proxies. */
class ForwardedHeadersTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with("TIDINGS_PROXIES", "192.0.2.0/24");

    @Test
    void clientThatIsNoProxyCannotNameAnotherAddress() {
        for (int i = 0; i < BearerAuthenticator.MAX_FAILURES; i++) {
            from("203.0.113." + i, "wrong");
        }

        assertThat(from("203.0.113.200", TestApplication.ADMIN_TOKEN)).isEqualTo(429);
    }

    private static int from(String address, String token) {
        return TestApiClient.withHeaders(app, "Authorization", "Bearer " + token, "X-Forwarded-For", address)
                .get("/v1/editions")
                .status();
    }
}
