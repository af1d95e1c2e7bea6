package dev.tidings.bench.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A server on this machine that has a conversation with everyone who connects. */
public final class LoopbackServer implements AutoCloseable {
    /** One client's conversation. */
    public interface ConnectionHandler {
        void handle(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final ConnectionHandler session;

    private LoopbackServer(ServerSocket server, ConnectionHandler session) {
        this.server = server;
        this.session = session;
    }

    /** @param session may be had by many clients at once */
    public static LoopbackServer open(ConnectionHandler session) throws IOException {
        LoopbackServer sink = new LoopbackServer(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), session);
        Thread.ofPlatform().daemon().name("sink").start(sink::acceptConnections);
        return sink;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void acceptConnections() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().name("session").start(() -> handle(socket));
            }
        } catch (SocketException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(Socket client) {
        try (Socket socket = client) {
            socket.setTcpNoDelay(true);
            session.handle(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("A client broke off", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
