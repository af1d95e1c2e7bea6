package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidings.bench.chaos.LetterBook.Entry;
import dev.tidings.bench.chaos.Mood.Whim;
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
final class ResendStandIn implements AutoCloseable {
    private static final int MOST_IN_A_BATCH = 100;

    /** A letter by itself is answered in this part of the time that a batch takes. */
    private static final double ALONE = 0.05;

    private final JsonMapper json = new JsonMapper();
    private final LetterBook book;
    private final Mood mood;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Kept> kept = new HashMap<>();
    private final Set<String> running = new HashSet<>();

    private record Answer(int status, String body) {}

    /** @param request its hash: bodies are megabytes */
    private record Kept(String request, Answer answer) {}

    private ResendStandIn(LetterBook book, Mood mood, HttpServer server) {
        this.book = book;
        this.mood = mood;
        this.server = server;
    }

    static ResendStandIn open(LetterBook book, Mood mood) throws IOException {
        // Without it, every answer waits 40 ms for the acknowledgement of its own headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        ResendStandIn resend = new ResendStandIn(book, mood, server);
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
            Answer answer = answer(String.valueOf(key), body);
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

    private Answer answer(String key, byte[] body) throws InterruptedException {
        Whim whim = mood.poll();
        switch (whim) {
            case NOT_NOW -> {
                return error(503, "service_unavailable");
            }
            case BUSY -> {
                return error(429, "rate_limit_exceeded");
            }
            case BUSY_AT_LAST -> {
                return error(429, "daily_quota_exceeded");
            }
            case TAKE, NOT_NOW_AT_LAST, NEVER, NEVER_AT_LAST -> {}
        }
        synchronized (running) {
            Kept before = kept.get(key);
            if (before != null) {
                return before.request().equals(hash(body)) ? before.answer() : error(409, "invalid_idempotent_request");
            }
            if (!running.add(key)) {
                return error(409, "concurrent_idempotent_requests");
            }
        }
        try {
            mood.dwell(body[0] == '[' ? 1 : ALONE);
            Answer answer = carryOut(body, whim);
            if (answer.status() == 200) {
                synchronized (running) {
                    kept.put(key, new Kept(hash(body), answer));
                }
            }
            return whim == Whim.NOT_NOW_AT_LAST ? error(500, "internal_server_error") : answer;
        } finally {
            synchronized (running) {
                running.remove(key);
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

    private Answer carryOut(byte[] body, Whim whim) {
        JsonNode posted = json.readTree(body);
        if (!posted.isArray()) {
            return new Answer(200, take(posted).toString());
        }
        if (posted.size() > MOST_IN_A_BATCH || whim == Whim.NEVER_AT_LAST) {
            return error(422, "validation_error");
        }
        ArrayNode data = json.createArrayNode();
        ArrayNode errors = json.createArrayNode();
        for (int i = 0; i < posted.size(); i++) {
            if (whim == Whim.NEVER && i % 3 == 0) {
                errors.add(json.createObjectNode().put("index", i).put("message", "Letter " + i + " is not valid"));
            } else {
                data.add(take(posted.get(i)));
            }
        }
        ObjectNode answer = json.createObjectNode();
        answer.set("data", data);
        answer.set("errors", errors);
        return new Answer(200, answer.toString());
    }

    private ObjectNode take(JsonNode letter) {
        String to = letter.path("to").path(0).asString();
        String messageId =
                letter.path("headers").path("Message-ID").asString("").replaceAll("[<>]", "");
        book.add(new Entry(messageId, to.replaceAll(".*<|>.*", "")));
        return json.createObjectNode().put("id", "mail-" + book.size());
    }

    private Answer error(int status, String name) {
        return new Answer(
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
