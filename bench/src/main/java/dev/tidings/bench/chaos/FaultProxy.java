package dev.tidings.bench.chaos;

import dev.tidings.testkit.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A TCP proxy in front of one server that can stall, refuse and reset connections. */
final class FaultProxy implements AutoCloseable {
    /**
     * Inspects the bytes of one connection. If a method returns less than {@code length}, the proxy drops the rest and
     * resets the connection.
     */
    interface TrafficFilter {
        /** Returns the number of bytes to forward. */
        int fromClient(byte[] bytes, int length);

        /** Returns the number of bytes to forward. */
        int fromServer(byte[] bytes, int length);
    }

    private record ProxiedConnection(Socket client, Socket server) {
        void resetBoth() {
            reset(client);
            reset(server);
        }
    }

    private final LoopbackServer listener;
    private final IntSupplier target;
    private final Supplier<TrafficFilter> filters;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private boolean stalled;
    private volatile boolean refusing;

    private FaultProxy(IntSupplier target, Supplier<TrafficFilter> filters) {
        this.target = target;
        this.filters = filters;
        listener = LoopbackServer.open(this::connect);
    }

    /** @param target the server's port, read for each connection */
    static FaultProxy open(IntSupplier target, Supplier<TrafficFilter> filters) {
        return new FaultProxy(target, filters);
    }

    int port() {
        return listener.port();
    }

    /** Resets all connections. */
    void resetConnections() {
        connections.forEach(ProxiedConnection::resetBoth);
    }

    /** Refuses new connections; keeps open ones. False accepts new connections again. */
    void refuseConnections(boolean refuse) {
        refusing = refuse;
    }

    /** Stops forwarding until resumed. */
    synchronized void stall() {
        stalled = true;
    }

    synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    private synchronized void awaitResume() throws IOException {
        try {
            while (stalled) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the test bed is closing", e);
        }
    }

    private void connect(Socket client) {
        ProxiedConnection connection;
        try {
            awaitResume();
            if (refusing) {
                throw new IOException("connection refused");
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            server.setTcpNoDelay(true);
            connection = new ProxiedConnection(client, server);
        } catch (IOException e) {
            // The client sees a failed connection, as without a proxy.
            reset(client);
            return;
        }
        connections.add(connection);
        TrafficFilter filter = filters.get();
        Thread.ofVirtual()
                .start(() -> forward(connection, connection.client(), connection.server(), filter::fromClient));
        forward(connection, connection.server(), connection.client(), filter::fromServer);
    }

    private interface DirectionFilter {
        int filter(byte[] bytes, int length);
    }

    private void forward(ProxiedConnection connection, Socket from, Socket to, DirectionFilter filter) {
        byte[] bytes = new byte[1 << 15];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                awaitResume();
                int forwarded = filter.filter(bytes, length);
                out.write(bytes, 0, forwarded);
                if (forwarded < length) {
                    connection.resetBoth();
                }
            }
        } catch (IOException e) {
            connection.resetBoth();
        } finally {
            connections.remove(connection);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // The socket is closed already.
            return;
        }
    }

    @Override
    public void close() {
        resetConnections();
        listener.close();
    }
}
