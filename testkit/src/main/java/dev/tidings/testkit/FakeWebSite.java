package dev.tidings.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local web site with the pages that a test defines. Other paths are 404. */
public final class FakeWebSite implements AutoCloseable {
    /** Answers a request. Exchanges that it leaves open are closed with the site. */
    public interface PageHandler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** A received request. */
    public record SiteRequest(String path, Headers headers) {}

    private final Map<String, PageHandler> pages = new ConcurrentHashMap<>();
    private final List<SiteRequest> requests = new CopyOnWriteArrayList<>();
    private final String address;
    private final LoopbackHttpServer server;

    public FakeWebSite() {
        this("127.0.0.1");
    }

    /** @param address a loopback address such as 127.0.0.2 */
    public FakeWebSite(String address) {
        this.address = address;
        server = LoopbackHttpServer.open(address, this::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(new SiteRequest(path, exchange.getRequestHeaders()));
        PageHandler page = pages.get(path);
        if (page == null) {
            send(exchange, 404, new byte[0]);
        } else {
            page.handle(exchange);
        }
    }

    public int port() {
        return server.port();
    }

    public URI url(String path) {
        return URI.create("http://" + address + ":" + port() + path);
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
        LoopbackHttpServer.send(exchange, status, body);
    }

    /** The requests so far, except those for robots.txt. */
    public List<SiteRequest> requests() {
        return requests.stream()
                .filter(request -> !request.path().equals("/robots.txt"))
                .toList();
    }

    public List<SiteRequest> allRequests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.close();
    }
}
