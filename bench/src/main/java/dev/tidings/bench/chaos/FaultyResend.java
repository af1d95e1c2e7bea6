package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import dev.tidings.bench.chaos.ServerBehavior.InjectedResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resend's API as its documentation describes it, with its memory of idempotency keys: the same key and body bring the same
 * answer and no second letter, another body or one that still runs a 409. Of refusals it remembers nothing, so that what it
 * refused may be taken next. Writes down what would really be mailed.
 */
final class FaultyResend implements AutoCloseable {
    private static final int MAX_BATCH_SIZE = 100;

    /** A letter by itself is answered in this part of the time that a batch takes. */
    private static final double SINGLE_LETTER_PART = 0.05;

    private final JsonMapper json = new JsonMapper();
    private final ReceivedLetters received;
    private final ServerBehavior behavior;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, RememberedAnswer> responses = new HashMap<>();
    private final Set<String> keysInProgress = new HashSet<>();

    private record FaultyResendAnswer(int status, String body) {}

    /** @param request its hash: bodies are megabytes */
    private record RememberedAnswer(String request, FaultyResendAnswer answer) {}

    private FaultyResend(ReceivedLetters book, ServerBehavior mood, HttpServer server) {
        this.received = book;
        this.behavior = mood;
        this.server = server;
    }

    static FaultyResend open(ReceivedLetters book, ServerBehavior mood) throws IOException {
        // Without it, every answer waits 40 ms for the acknowledgement of its own headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        FaultyResend resend = new FaultyResend(book, mood, server);
        server.setExecutor(resend.threads);
        server.createContext("/emails", resend::handle);
        server.start();
        return resend;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            FaultyResendAnswer answer = respond(String.valueOf(key), body);
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (answer.status() == 429) {
                exchange.getResponseHeaders().set("retry-after", "1");
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FaultyResendAnswer respond(String key, byte[] body) throws InterruptedException {
        InjectedResponse whim = behavior.poll();
        switch (whim) {
            case DEFER_EARLY -> {
                return error(503, "service_unavailable");
            }
            case THROTTLE_EARLY -> {
                return error(429, "rate_limit_exceeded");
            }
            case THROTTLE_LATE -> {
                return error(429, "daily_quota_exceeded");
            }
            case ACCEPT, DEFER_LATE, REJECT_EARLY, REJECT_LATE -> {}
        }
        synchronized (keysInProgress) {
            RememberedAnswer before = responses.get(key);
            if (before != null) {
                return before.request().equals(hash(body)) ? before.answer() : error(409, "invalid_idempotent_request");
            }
            if (!keysInProgress.add(key)) {
                return error(409, "concurrent_idempotent_requests");
            }
        }
        try {
            behavior.delay(body[0] == '[' ? 1 : SINGLE_LETTER_PART);
            FaultyResendAnswer answer = process(body, whim);
            if (answer.status() == 200) {
                synchronized (keysInProgress) {
                    responses.put(key, new RememberedAnswer(hash(body), answer));
                }
            }
            return whim == InjectedResponse.DEFER_LATE ? error(500, "internal_server_error") : answer;
        } finally {
            synchronized (keysInProgress) {
                keysInProgress.remove(key);
            }
        }
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private FaultyResendAnswer process(byte[] body, InjectedResponse whim) {
        JsonNode posted = json.readTree(body);
        if (!posted.isArray()) {
            return new FaultyResendAnswer(200, accept(posted).toString());
        }
        if (posted.size() > MAX_BATCH_SIZE || whim == InjectedResponse.REJECT_LATE) {
            return error(422, "validation_error");
        }
        ArrayNode data = json.createArrayNode();
        ArrayNode errors = json.createArrayNode();
        for (int i = 0; i < posted.size(); i++) {
            if (whim == InjectedResponse.REJECT_EARLY && i % 3 == 0) {
                errors.add(json.createObjectNode().put("index", i).put("message", "Letter " + i + " is not valid"));
            } else {
                data.add(accept(posted.get(i)));
            }
        }
        ObjectNode answer = json.createObjectNode();
        answer.set("data", data);
        answer.set("errors", errors);
        return new FaultyResendAnswer(200, answer.toString());
    }

    private ObjectNode accept(JsonNode letter) {
        String to = letter.path("to").path(0).asString();
        String messageId =
                letter.path("headers").path("Message-ID").asString("").replaceAll("[<>]", "");
        received.add(new ReceivedLetter(messageId, to.replaceAll(".*<|>.*", "")));
        return json.createObjectNode().put("id", "mail-" + received.size());
    }

    private FaultyResendAnswer error(int status, String name) {
        return new FaultyResendAnswer(
                status,
                json.createObjectNode()
                        .put("statusCode", status)
                        .put("name", name)
                        .put("message", "As the rig wants it")
                        .toString());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
