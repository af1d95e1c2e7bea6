package dev.tidings.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a serving {@link TestApplication} over real HTTP. */
public final class TestApiClient {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static final Date EXPIRATION = Date.from(Instant.parse("2100-01-01T00:00:00Z"));

    private final TestApplication app;
    private final String[] headers;

    private TestApiClient(TestApplication app, String... headers) {
        this.app = app;
        this.headers = headers;
    }

    /** A client without credentials that sends these headers: name, value, name, value. */
    public static TestApiClient withHeaders(TestApplication app, String... headers) {
        return new TestApiClient(app, headers);
    }

    public static TestApiClient asAdmin(TestApplication app) {
        return new TestApiClient(app, "Authorization", "Bearer " + TestApplication.ADMIN_TOKEN);
    }

    public static TestApiClient asUser(TestApplication app, String userId) {
        return new TestApiClient(app, "Authorization", "Bearer " + userToken(userId));
    }

    /** A token like those of the product that embeds Tidings. */
    public static String userToken(String userId) {
        return sign(
                new JWTClaimsSet.Builder()
                        .subject(userId)
                        .expirationTime(EXPIRATION)
                        .build(),
                TestApplication.AUTH_SECRET);
    }

    public static String sign(JWTClaimsSet claims, String secret) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public record TestApiResponse(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public TestApiResponse get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public TestApiResponse post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public TestApiResponse put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public TestApiResponse send(String method, String path, BodyPublisher body, String... extraHeaders) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(app.url() + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (extraHeaders.length > 0) {
            request.headers(extraHeaders);
        }
        try {
            return new TestApiResponse(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
