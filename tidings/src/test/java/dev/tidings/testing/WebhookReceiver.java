package dev.tidings.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local server that keeps what is posted to it and answers with the status it is told. */
public final class WebhookReceiver implements AutoCloseable {
    /** What was posted, with the three headers of Standard Webhooks. */
    public record Call(String id, String timestamp, String signature, String contentType, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The receiver did not start", e);
        }
        server.createContext("/hook", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                header(exchange, "Content-Type"),
                body));
        exchange.getResponseHeaders().add("Location", "/hook");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/hook");
    }

    public List<Call> calls() {
        return calls;
    }

    public void answering(int next) {
        status = next;
    }

    /** Forgets what was posted, and takes everything again. */
    public void reset() {
        calls.clear();
        status = 204;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
