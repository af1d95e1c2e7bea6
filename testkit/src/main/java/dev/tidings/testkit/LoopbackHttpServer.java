package dev.tidings.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a free port of a loopback address. Handles each request in its own virtual thread. */
public final class LoopbackHttpServer implements AutoCloseable {
    static {
        // Without it, each response waits 40 ms for the acknowledgement of its headers. The JDK reads the property when
        // it creates its first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackHttpServer(HttpServer server, HttpHandler handler) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /** Opens a server on 127.0.0.1. */
    public static LoopbackHttpServer open(HttpHandler handler) {
        return open("127.0.0.1", handler);
    }

    /** @param address a loopback address; 127.0.0.2 stands for another machine */
    public static LoopbackHttpServer open(String address, HttpHandler handler) {
        try {
            InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(address), 0);
            return new LoopbackHttpServer(HttpServer.create(socket, BACKLOG), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Sends the response and ends the exchange. */
    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Interrupts the requests in progress. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
