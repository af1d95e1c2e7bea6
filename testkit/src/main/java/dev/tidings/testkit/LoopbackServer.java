package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A TCP server on a free port of the loopback address. Handles each connection in its own virtual thread. */
public final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final ServerSocket listener;
    private final ConnectionHandler handler;
    private final Consumer<IOException> onFailure;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private LoopbackServer(ServerSocket listener, ConnectionHandler handler, Consumer<IOException> onFailure) {
        this.listener = listener;
        this.handler = handler;
        this.onFailure = onFailure;
    }

    /** Opens a server that ignores broken connections. */
    public static LoopbackServer open(ConnectionHandler handler) {
        return open(handler, _ -> {});
    }

    /** @param onFailure receives the exception of each broken connection */
    public static LoopbackServer open(ConnectionHandler handler, Consumer<IOException> onFailure) {
        try {
            ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            LoopbackServer server = new LoopbackServer(listener, handler, onFailure);
            Thread.ofPlatform().daemon().name("loopback-server").start(server::acceptConnections);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The number of connections so far. */
    public int connectionCount() {
        return connections.get();
    }

    /** The number of open connections. */
    public int openConnections() {
        return open.size();
    }

    private void acceptConnections() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                if (listener.isClosed()) {
                    // The connection arrived during close().
                    socket.close();
                    return;
                }
                connections.incrementAndGet();
                Thread.ofVirtual().name("connection").start(() -> handle(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void handle(Socket socket) {
        try (socket) {
            handleOpen(socket);
        } catch (IOException e) {
            onFailure.accept(e);
        }
    }

    /** A client that sees the end of its connection is not counted any more. */
    private void handleOpen(Socket socket) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            handler.handle(socket);
        } finally {
            open.remove(socket);
        }
    }

    /** Closes the listener and every open connection. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
