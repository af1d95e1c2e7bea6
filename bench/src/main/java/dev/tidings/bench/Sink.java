package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A mail server on this machine that accepts every letter, keeps none and counts them. */
final class Sink implements AutoCloseable {
    /** One client's conversation. */
    interface Session {
        void converse(Socket socket, Tally tally) throws IOException;
    }

    private final ServerSocket server;
    private final Session session;
    private final Tally tally;

    private Sink(ServerSocket server, Session session, Tally tally) {
        this.server = server;
        this.session = session;
        this.tally = tally;
    }

    static Sink open(Session session, Tally tally) throws IOException {
        Sink sink = new Sink(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), session, tally);
        Thread.ofPlatform().daemon().name("sink").start(sink::serve);
        return sink;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().name("session").start(() -> converse(socket));
            }
        } catch (SocketException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(Socket client) {
        try (Socket socket = client) {
            socket.setTcpNoDelay(true);
            session.converse(socket, tally);
        } catch (IOException e) {
            throw new UncheckedIOException("A client broke off", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
