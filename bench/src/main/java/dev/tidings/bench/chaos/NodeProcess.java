package dev.tidings.bench.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node: a {@code tidings serve} process that can be killed, suspended and restarted. */
final class NodeProcess implements AutoCloseable {
    /** JVM flags for a fast start. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** Variables removed from the inherited environment. */
    private static final Pattern OPERATOR_VARIABLE = Pattern.compile("(TIDINGS|RESEND|AUTH)_.*|SMTP_URL|LD_PRELOAD");

    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ONE_CLICK_TIMEOUT = Duration.ofSeconds(2);

    private final String name;
    private final Path log;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private LaunchSpec launch;
    private @Nullable Process process;
    private volatile LoggedPort port;

    /** @param environment environment variables, with {@code ADMIN_TOKEN} */
    NodeProcess(String name, LaunchSpec launch, Path log, Map<String, String> environment) {
        this.name = name;
        this.launch = launch;
        this.log = log;
        this.environment = environment;
        port = LoggedPort.ofNextStart(log);
    }

    LaunchSpec launch() {
        return launch;
    }

    /** Launch spec of later starts. */
    void launch(LaunchSpec spec) {
        launch = spec;
    }

    void start() {
        start(launch);
    }

    /** Starts with another spec. Does nothing if the node runs. */
    synchronized void start(LaunchSpec spec) {
        if (isAlive()) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(LaunchSpec.javaExecutable());
        command.addAll(FLAGS);
        command.addAll(spec.flags());
        command.addAll(List.of("-jar", spec.jar().toString(), "serve"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(OPERATOR_VARIABLE.asMatchPredicate());
        builder.environment().putAll(environment);
        builder.environment().put("TIDINGS_PORT", "0");
        port = LoggedPort.ofNextStart(log);
        try {
            Process started = builder.start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new TestbedException("cannot start " + name, e);
        }
    }

    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Kills the process (SIGKILL) and waits for its exit. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitExit(process);
        }
    }

    /** Kills the process, runs {@code offline}, and starts the node. */
    synchronized void restart(Runnable offline) {
        kill();
        offline.run();
        start();
    }

    /** Stops the process (SIGTERM) and waits for its exit. Returns false if it had to be killed. */
    boolean terminate() {
        Process stopping = process;
        if (stopping == null) {
            return true;
        }
        stopping.destroy();
        boolean exited = awaitExit(stopping);
        kill();
        return exited;
    }

    /** Suspends the process (SIGSTOP). */
    void suspend() {
        signal("STOP");
    }

    /** Resumes the process (SIGCONT). */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int exitCode = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid())
                    .start()
                    .waitFor();
            if (exitCode != 0 && isAlive()) {
                throw new TestbedException("kill -" + signal + " failed with exit code " + exitCode);
            }
        } catch (IOException e) {
            throw new TestbedException("no sh on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitExit(Process stopping) {
        try {
            return stopping.waitFor(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a one-click unsubscribe request (RFC 8058). Returns whether the response is 2xx. */
    boolean unsubscribe(String token) {
        HttpRequest request = HttpRequest.newBuilder(uri("/v1/digest/unsubscribe?token=" + token))
                .timeout(ONE_CLICK_TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                .build();
        return send(request) != null;
    }

    /** Whether the node answers and reaches its database. */
    boolean isReady() {
        return isAlive() && call("GET", "/v1/editions?limit=1", "") != null;
    }

    /** Calls the API. Returns the body of a 2xx response, else null. */
    @Nullable
    JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + environment.get("ADMIN_TOKEN"))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        String response = send(request);
        return response == null ? null : json.readTree(response);
    }

    /** Returns the body of a 2xx response, else null. */
    private @Nullable String send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() / 100 == 2 ? response.body() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The port is 0, where nothing answers, until the node listens. */
    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.find().orElse(0) + path);
    }

    @Override
    public void close() {
        resume();
        kill();
        http.close();
    }
}
