package dev.tidings.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local server that records requests and answers with a configurable status. */
public final class WebhookReceiver implements AutoCloseable {
    /** A received request with the three headers of Standard Webhooks. */
    public record Call(String id, String timestamp, String signature, String contentType, String body) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private final LoopbackHttpServer server = LoopbackHttpServer.open(this::answer);

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                header(exchange, "Content-Type"),
                body));
        exchange.getResponseHeaders().add("Location", "/hook");
        LoopbackHttpServer.send(exchange, status, new byte[0]);
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    public URI address() {
        return URI.create("http://localhost:" + server.port() + "/hook");
    }

    public List<Call> calls() {
        return calls;
    }

    public void answering(int status) {
        this.status = status;
    }

    /** Deletes the recorded requests and answers with 204 again. */
    public void reset() {
        calls.clear();
        status = 204;
    }

    @Override
    public void close() {
        server.close();
    }
}
