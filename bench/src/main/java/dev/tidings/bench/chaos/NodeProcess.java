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

/** One node: {@code tidings serve} from a packaged jar, as a process of its own, started again as often as needed. */
final class NodeProcess implements AutoCloseable {
    /** What makes it start quickly; its heap is the usual one. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** What the environment says to an installation must not reach the rig's. */
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

    /** @param environment all that is said to it; {@code ADMIN_TOKEN} among it */
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

    /** As it is started from now on. */
    void launch(LaunchSpec way) {
        launch = way;
    }

    void start() {
        start(launch);
    }

    /** Another way than usual. Does nothing to a node that runs. */
    synchronized void start(LaunchSpec way) {
        if (isAlive()) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(LaunchSpec.javaExecutable());
        command.addAll(FLAGS);
        command.addAll(way.flags());
        command.addAll(List.of("-jar", way.jar().toString(), "serve"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(OPERATOR_VARIABLE.asMatchPredicate());
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("TIDINGS_PORT", "0", LoggedPort.LOG_LEVEL_VARIABLE, "info"));
        port = LoggedPort.ofNextStart(log);
        try {
            Process started = builder.start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new TestbedException("the node " + name + " cannot be started", e);
        }
    }

    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL, and waits until it is gone. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitExit(process);
        }
    }

    /** SIGKILL, then starts again; {@code offline} runs in between. */
    synchronized void restart(Runnable offline) {
        kill();
        offline.run();
        start();
    }

    /** SIGTERM, and waits until it has ended by itself; false if it has to be killed. */
    boolean terminate() {
        Process ending = process;
        if (ending == null) {
            return true;
        }
        ending.destroy();
        boolean ended = awaitExit(ending);
        kill();
        return ended;
    }

    /** SIGSTOP: it stands still and does not know it. */
    void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
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
            throw new TestbedException("there is no sh on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitExit(Process ending) {
        try {
            return ending.waitFor(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A mail program's one-click request (RFC 8058); whether it was answered with success. */
    boolean unsubscribe(String token) {
        HttpRequest request = HttpRequest.newBuilder(uri("/v1/digest/unsubscribe?token=" + token))
                .timeout(ONE_CLICK_TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                .build();
        return send(request) != null;
    }

    /** Whether it answers and reaches its database. */
    boolean isReady() {
        return isAlive() && call("GET", "/v1/editions?limit=1", "") != null;
    }

    /** @return its answer if it is one of success, else null */
    @Nullable
    JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + environment.get("ADMIN_TOKEN"))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        String answer = send(request);
        return answer == null ? null : json.readTree(answer);
    }

    /** The body of a successful answer, or null. */
    private @Nullable String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() / 100 == 2 ? answer.body() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Nothing answers on port 0, which stands for a node that does not listen yet. */
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
