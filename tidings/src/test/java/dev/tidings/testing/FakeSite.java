package dev.tidings.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web site on this machine that says what a test tells it to. What it was not told of is 404. */
public final class FakeSite implements AutoCloseable {
    /** Answers a request; what it leaves open is closed when the site is. */
    public interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request as it came. */
    public record Call(String path, Headers headers) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public FakeSite() {
        this("127.0.0.1");
    }

    public FakeSite(String address) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        calls.add(new Call(path, exchange.getRequestHeaders()));
        Page page = pages.get(path);
        if (page == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        } else {
            page.answer(exchange);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI at(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + path);
    }

    public FakeSite page(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    public FakeSite page(String path, String type, String text) {
        return page(path, type, text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeSite page(String path, String type, byte[] body) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, 200, body);
        });
    }

    public FakeSite status(String path, int status, String... headers) {
        return page(path, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(exchange, status, status == 304 ? new byte[0] : "<html>sorry</html>".getBytes(StandardCharsets.UTF_8));
        });
    }

    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** The requests so far, but for those of robots.txt. */
    public List<Call> calls() {
        return calls.stream().filter(call -> !call.path().equals("/robots.txt")).toList();
    }

    public List<Call> allCalls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
