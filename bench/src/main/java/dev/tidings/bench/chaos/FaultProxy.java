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

/** A proxy in front of one server. It forwards, withholds or cuts the bytes of a connection. */
final class FaultProxy implements AutoCloseable {
    /**
     * What looks at one conversation as it passes. Of fewer bytes than came, the rest is lost and the connection
     * breaks.
     */
    interface TrafficFilter {
        /** @return how many of the bytes to carry on */
        int fromClient(byte[] bytes, int length);

        /** @return how many of the bytes to carry on */
        int fromServer(byte[] bytes, int length);
    }

    private record ProxiedConnection(Socket client, Socket server) {
        /** Breaks it with a reset, as a dying network does. */
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

    private FaultProxy(IntSupplier target, Supplier<TrafficFilter> valves) {
        this.target = target;
        this.filters = valves;
        listener = LoopbackServer.open(this::connect);
    }

    /** @param target the server's port, asked for at each connection */
    static FaultProxy open(IntSupplier target, Supplier<TrafficFilter> valves) {
        return new FaultProxy(target, valves);
    }

    int port() {
        return listener.port();
    }

    /** Breaks all conversations. */
    void resetConnections() {
        connections.forEach(ProxiedConnection::resetBoth);
    }

    /** Nobody is let in any more; who is in stays in. */
    void refuseConnections(boolean now) {
        refusing = now;
    }

    /** Nothing is carried on until it is released; nobody is told. */
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
            throw new IOException("the rig ends", e);
        }
    }

    private void connect(Socket client) {
        ProxiedConnection conversation;
        try {
            awaitResume();
            if (refusing) {
                throw new IOException("shut");
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            server.setTcpNoDelay(true);
            conversation = new ProxiedConnection(client, server);
        } catch (IOException e) {
            // The client sees what it would see without a proxy: nobody there.
            reset(client);
            return;
        }
        connections.add(conversation);
        TrafficFilter valve = filters.get();
        Thread.ofVirtual()
                .start(() -> forward(conversation, conversation.client(), conversation.server(), valve::fromClient));
        forward(conversation, conversation.server(), conversation.client(), valve::fromServer);
    }

    private interface DirectionFilter {
        int pass(byte[] bytes, int length);
    }

    private void forward(ProxiedConnection conversation, Socket from, Socket to, DirectionFilter side) {
        byte[] bytes = new byte[1 << 15];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                awaitResume();
                int pass = side.pass(bytes, length);
                out.write(bytes, 0, pass);
                if (pass < length) {
                    conversation.resetBoth();
                }
            }
        } catch (IOException e) {
            conversation.resetBoth();
        } finally {
            connections.remove(conversation);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    @Override
    public void close() {
        resetConnections();
        listener.close();
    }
}
