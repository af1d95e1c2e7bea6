package dev.tidings.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resend as its documentation describes it, for tests: checks the key, the bodies against Resend's own schemas and the size of
 * batches, remembers idempotency keys, and does what a test has told it to do with the next requests.
 */
public final class FakeResend implements AutoCloseable {
    public static final String KEY = "re_test_123";

    private static final JsonMapper JSON = new JsonMapper();

    /** What to do with one request instead of the usual. */
    public sealed interface ScriptedResponse {
        /** Answers without carrying it out. */
        record RespondOnly(int status, String body, Map<String, String> headers) implements ScriptedResponse {}

        /** Closes the connection without carrying it out. */
        record CloseOnly() implements ScriptedResponse {}

        /** Carries it out, remembers the answer under its key, and closes the connection. */
        record ProcessAndClose() implements ScriptedResponse {}

        /** Carries it out and gives an answer of its own. */
        record ProcessAndRespond(int status, String body) implements ScriptedResponse {}

        /** As usual, and with these headers. */
        record ProcessWithHeaders(Map<String, String> headers) implements ScriptedResponse {}
    }

    /**
     * A letter that was taken.
     *
     * @param messageId without angle brackets, or an empty text
     * @param body the letter as it was posted
     */
    public record PostedEmail(String id, String key, String messageId, JsonNode body) {}

    /** @param key the Idempotency-Key, or an empty text */
    public record RecordedRequest(String path, String key, Map<String, String> headers, String body) {}

    private record FakeResendAnswer(int status, JsonNode body) {}

    private record IdempotentAnswer(String path, JsonNode body, FakeResendAnswer answer) {}

    private final ResendSchemas schemas = new ResendSchemas();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Deque<ScriptedResponse> scripted = new ArrayDeque<>();
    private final Map<String, IdempotentAnswer> responsesByKey = new HashMap<>();
    private final List<PostedEmail> emails = new ArrayList<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private Function<String, @Nullable String> rejection = recipient -> null;
    private boolean rejectsWholeBatches;

    private FakeResend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static FakeResend start() {
        return new FakeResend();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Tells what to do with the next requests that have the right key, one after the other. */
    public synchronized FakeResend enqueue(ScriptedResponse... instead) {
        scripted.addAll(List.of(instead));
        return this;
    }

    /** The next request is answered with an error of Resend's form. */
    public FakeResend error(int status, String name, String... headers) {
        String body = "{\"statusCode\":%d,\"name\":\"%s\",\"message\":\"As the test says\"}".formatted(status, name);
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            given.put(headers[i], headers[i + 1]);
        }
        return enqueue(new ScriptedResponse.RespondOnly(status, body, given));
    }

    /** @param why gives the reason to refuse a letter to this recipient ("Name &lt;address&gt;"), or null */
    public synchronized FakeResend rejecting(Function<String, @Nullable String> why) {
        rejection = why;
        return this;
    }

    /** Refuses a batch as a whole if it would refuse one of its letters, as validation does when it is strict. */
    public synchronized FakeResend rejectingWholeBatches() {
        rejectsWholeBatches = true;
        return this;
    }

    public synchronized List<PostedEmail> emails() {
        return List.copyOf(emails);
    }

    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        RecordedRequest request = new RecordedRequest(path, headers.getOrDefault("Idempotency-key", ""), headers, body);
        respond(exchange, request);
    }

    private void respond(HttpExchange exchange, RecordedRequest request) throws IOException {
        ScriptedResponse instead = null;
        FakeResendAnswer answer = null;
        synchronized (this) {
            requests.add(request);
            if (!("Bearer " + KEY).equals(request.headers().get("Authorization"))) {
                answer = error(401, "invalid_api_key", "API key is invalid");
            } else {
                instead = scripted.poll();
                boolean carriedOut = !(instead instanceof ScriptedResponse.RespondOnly
                        || instead instanceof ScriptedResponse.CloseOnly);
                answer = carriedOut ? answerPost(request) : null;
            }
        }
        switch (instead) {
            case ScriptedResponse.RespondOnly(int status, String body, Map<String, String> headers) ->
                send(exchange, status, body, headers);
            case ScriptedResponse.CloseOnly _, ScriptedResponse.ProcessAndClose _ -> exchange.close();
            case ScriptedResponse.ProcessAndRespond(int status, String body) -> send(exchange, status, body, Map.of());
            case ScriptedResponse.ProcessWithHeaders(Map<String, String> headers) -> send(exchange, answer, headers);
            case null -> send(exchange, answer, Map.of());
        }
    }

    private FakeResendAnswer answerPost(RecordedRequest request) {
        if (request.path().equals("/domains")) {
            return new FakeResendAnswer(200, JSON.createObjectNode().set("data", JSON.createArrayNode()));
        }
        if (!request.path().equals("/emails") && !request.path().equals("/emails/batch")) {
            return error(404, "not_found", "No such endpoint");
        }
        if (request.key().length() > 256) {
            return error(400, "invalid_idempotency_key", "1 to 256 characters");
        }
        JsonNode body = JSON.readTree(request.body());
        IdempotentAnswer kept = responsesByKey.get(request.key());
        if (kept != null) {
            return kept.path().equals(request.path()) && kept.body().equals(body)
                    ? kept.answer()
                    : error(409, "invalid_idempotent_request", "The same key with another body");
        }
        FakeResendAnswer answer = process(request, body);
        if (answer.status() == 200 && !request.key().isEmpty()) {
            responsesByKey.put(request.key(), new IdempotentAnswer(request.path(), body, answer));
        }
        return answer;
    }

    private FakeResendAnswer process(RecordedRequest request, JsonNode body) {
        List<String> errors = new ArrayList<>(schemas.errors(request.path(), request.body()));
        List<JsonNode> posted = body.isArray() ? List.copyOf(body.values()) : List.of(body);
        posted.forEach(letter -> schemas.unknownFields(letter).forEach(field -> errors.add("Unknown field " + field)));
        if (posted.isEmpty() || posted.size() > 100) {
            errors.add("A batch holds 1 to 100 letters");
        }
        if (!errors.isEmpty()) {
            return error(422, "validation_error", String.join("; ", errors));
        }
        return body.isArray() ? batch(request, posted) : single(request, body);
    }

    private FakeResendAnswer single(RecordedRequest request, JsonNode letter) {
        String reason = rejection(letter);
        return reason == null
                ? new FakeResendAnswer(200, accept(request, letter))
                : error(422, "validation_error", reason);
    }

    private FakeResendAnswer batch(RecordedRequest request, List<JsonNode> posted) {
        boolean permissive = "permissive".equals(request.headers().get("X-batch-validation"));
        String first = posted.stream()
                .flatMap(letter -> Stream.ofNullable(rejection(letter)))
                .findFirst()
                .orElse(null);
        if (first != null && (rejectsWholeBatches || !permissive)) {
            return error(422, "validation_error", first);
        }
        ArrayNode data = JSON.createArrayNode();
        ArrayNode errors = JSON.createArrayNode();
        for (int i = 0; i < posted.size(); i++) {
            String reason = rejection(posted.get(i));
            if (reason == null) {
                data.add(accept(request, posted.get(i)));
            } else {
                errors.add(JSON.createObjectNode().put("index", i).put("message", reason));
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.set("data", data);
        if (permissive) {
            answer.set("errors", errors);
        }
        return new FakeResendAnswer(200, answer);
    }

    private ObjectNode accept(RecordedRequest request, JsonNode letter) {
        String id = UUID.randomUUID().toString();
        String messageId = letter.path("headers").path("Message-ID").asString("");
        emails.add(new PostedEmail(id, request.key(), messageId.replaceAll("[<>]", ""), letter));
        return JSON.createObjectNode().put("id", id);
    }

    private @Nullable String rejection(JsonNode letter) {
        JsonNode to = letter.path("to");
        return rejection.apply((to.isArray() ? to.path(0) : to).asString());
    }

    private static FakeResendAnswer error(int status, String name, String message) {
        return new FakeResendAnswer(
                status,
                JSON.createObjectNode()
                        .put("statusCode", status)
                        .put("name", name)
                        .put("message", message));
    }

    private static void send(HttpExchange exchange, @Nullable FakeResendAnswer answer, Map<String, String> headers)
            throws IOException {
        if (answer != null) {
            send(exchange, answer.status(), answer.body().toString(), headers);
        }
    }

    private static void send(HttpExchange exchange, int status, String body, Map<String, String> headers)
            throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
