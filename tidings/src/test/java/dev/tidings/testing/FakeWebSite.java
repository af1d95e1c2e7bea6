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
public final class FakeWebSite implements AutoCloseable {
    /** Answers a request; what it leaves open is closed when the site is. */
    public interface PageHandler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** A request as it came. */
    public record SiteRequest(String path, Headers headers) {}

    private final Map<String, PageHandler> pages = new ConcurrentHashMap<>();
    private final List<SiteRequest> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public FakeWebSite() {
        this("127.0.0.1");
    }

    public FakeWebSite(String address) {
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
        requests.add(new SiteRequest(path, exchange.getRequestHeaders()));
        PageHandler page = pages.get(path);
        if (page == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        } else {
            page.handle(exchange);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI url(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + path);
    }

    public FakeWebSite page(String path, PageHandler page) {
        pages.put(path, page);
        return this;
    }

    public FakeWebSite page(String path, String type, String text) {
        return page(path, type, text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeWebSite page(String path, String type, byte[] body) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, 200, body);
        });
    }

    public FakeWebSite status(String path, int status, String... headers) {
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
    public List<SiteRequest> requests() {
        return requests.stream()
                .filter(call -> !call.path().equals("/robots.txt"))
                .toList();
    }

    public List<SiteRequest> allRequests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
