package dev.tidings.browser;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import dev.tidings.testkit.FreePort;
import dev.tidings.transport.outbox.Outbox;
import dev.tidings.transport.outbox.OutboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs {@code tidings serve} in a separate process, on a database with {@link ConsoleSampleData}. The outbox stores its
 * letters. The editions of three weeks are sent; that of the last completed week is not.
 */
final class RunningProgram implements BeforeAllCallback, AfterAllCallback {
    static final String ADMIN_TOKEN = "the-token-of-the-browser-tests";
    private static final Path DATA = Path.of("target", "data").toAbsolutePath();
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int START_ATTEMPTS = 3;

    private final TestDatabase database = new TestDatabase();
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @Override
    public void beforeAll(ExtensionContext context) {
        database.open();
        new ConsoleSampleData(database.jdbc()).insert();
        new ConsoleSampleOpportunities(database.jdbc()).insert();
        int attempts = START_ATTEMPTS;
        for (node = start(); !becomesReady(); node = start()) {
            if (--attempts == 0) {
                throw new IllegalStateException("The program does not start; see target/program.log");
            }
        }
        DigestPeriod period = lastCompleted();
        for (int weeks = 3; weeks > 0; weeks--) {
            run(period.start().minusWeeks(weeks).toString());
        }
    }

    /**
     * Starts the program on a port that is chosen first, because letters contain the address. The program exits if the
     * port was taken meanwhile.
     */
    private TestNode start() {
        port = FreePort.find();
        return TestNode.start(
                Path.of("target", "program.log"),
                Map.of(
                        "TIDINGS_DATABASE_URL",
                        database.jdbcUrl(),
                        "TIDINGS_CONFIG",
                        ConsoleSampleSources.configuration().toString(),
                        "TIDINGS_DATA",
                        DATA.toString(),
                        "TIDINGS_PORT",
                        Integer.toString(port),
                        "TIDINGS_PUBLIC_URL",
                        address(),
                        "TIDINGS_TRANSPORT",
                        "outbox",
                        "TIDINGS_SECRET",
                        "a-secret-of-the-browser-tests-32-bytes",
                        "AUTH_SECRET",
                        "the-product's-secret-of-32-bytes-or-more",
                        "ADMIN_TOKEN",
                        ADMIN_TOKEN,
                        "ENABLE_SCHEDULER",
                        "true"),
                "serve");
    }

    /** Returns false if the program exits first. */
    private boolean becomesReady() {
        await("the program to become ready", () -> !node.isRunning() || isReady());
        return node.isRunning();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        node.close();
        database.afterAll(context);
    }

    String address() {
        return "http://localhost:" + port;
    }

    Outbox outbox() {
        return new Outbox(OutboxSettings.below(DATA));
    }

    boolean optedIn(String user) {
        return jdbc().sql("select opt_in_digest from users where id = :user")
                .param("user", user)
                .query(Boolean.class)
                .single();
    }

    JdbcClient jdbc() {
        return database.jdbc();
    }

    static DigestPeriod lastCompleted() {
        return DigestPeriod.lastCompleted(InstantSource.system().instant(), ZoneId.of("America/Los_Angeles"));
    }

    private void run(String day) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/v1/digest/run-all?digest=living-lytics"))
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"period\": \"" + day + "\"}"))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 202) {
            throw new IllegalStateException("run-all responded " + response.statusCode() + ": " + response.body());
        }
        await("the week of " + day + " to be settled", this::isSettled);
    }

    private boolean isSettled() {
        return jdbc().sql("select not exists (select from edition where status <> 'closed')")
                .query(Boolean.class)
                .single();
    }

    private boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(URI.create(address() + "/v1/health/readiness"))
                                    .build())
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while waiting for the program", e);
        }
    }

    private interface WaitCondition {
        boolean holds();
    }

    private static void await(String description, WaitCondition condition) {
        Eventually.await()
                .atMost(TIMEOUT)
                .alias(description + "; see target/program.log")
                .until(condition::holds);
    }
}
