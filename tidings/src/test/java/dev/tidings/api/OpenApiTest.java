package dev.tidings.api;

import dev.tidings.testing.HttpCalls;
import dev.tidings.testing.HttpCalls.Answer;
import dev.tidings.testing.TestHouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
    @RegisterExtension
    static final TestHouse house = TestHouse.serving();

    @Test
    void x() throws Exception {
        for (String p : new String[] {
            "/docs",
            "/docs/openapi",
            "/docs/openapi/swagger-config",
            "/swagger-ui/index.html",
            "/swagger-ui/swagger-initializer.js",
            "/v3/api-docs",
            "/swagger-ui.html",
            "/webjars/swagger-ui/index.html",
            "/.well-known/oauth-protected-resource",
            "/error"
        }) {
            Answer a = HttpCalls.to(house).get(p);
            System.out.println("@@" + p + " " + a.status() + " " + a.header("location") + a.header("content-type")
                    + "\n" + a.body().substring(0, Math.min(1600, a.body().length())));
            if (p.equals("/docs/openapi"))
                java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/apibench/openapi.json"), a.body());
        }
    }
}
