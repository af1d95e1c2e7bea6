package dev.tidings.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A proxy that carries bytes between clients and one server of this machine, until it breaks or withholds them. */
final class Relay implements AutoCloseable {
    /** What looks at one conversation as it passes. Of fewer bytes than came, the rest is lost and the connection breaks. */
    interface Valve {
        /** @return how many of the bytes to carry on */
        int fromClient(byte[] bytes, int length);

        /** @return how many of the bytes to carry on */
        int fromServer(byte[] bytes, int length);
    }

    private record Conversation(Socket client, Socket server) {
        /** Breaks it with a reset, as a dying network does. */
        void cut() {
            reset(client);
            reset(server);
        }
    }

    private final ServerSocket door;
    private final IntSupplier target;
    private final Supplier<Valve> valves;
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private boolean held;
    private volatile boolean shut;

    private Relay(ServerSocket door, IntSupplier target, Supplier<Valve> valves) {
        this.door = door;
        this.target = target;
        this.valves = valves;
    }

    /** @param target the server's port, asked for at each connection */
    static Relay open(IntSupplier target, Supplier<Valve> valves) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), target, valves);
        Thread.ofVirtual().start(relay::welcome);
        return relay;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Breaks all conversations. */
    void cut() {
        open.forEach(Conversation::cut);
    }

    /** Nobody is let in any more; who is in stays in. */
    void shut(boolean now) {
        shut = now;
    }

    /** Nothing is carried on until it is released; nobody is told. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }

    private synchronized void passWhenReleased() throws IOException {
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the rig ends", e);
        }
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new RigFailure("a proxy of the rig takes nobody any more", e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Conversation conversation;
        try {
            passWhenReleased();
            if (shut) {
                throw new IOException("shut");
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            conversation = new Conversation(client, server);
        } catch (IOException e) {
            // The client sees what it would see without a proxy: nobody there.
            reset(client);
            return;
        }
        open.add(conversation);
        Valve valve = valves.get();
        Thread.ofVirtual()
                .start(() -> carry(conversation, conversation.client(), conversation.server(), valve::fromClient));
        carry(conversation, conversation.server(), conversation.client(), valve::fromServer);
    }

    private interface Side {
        int pass(byte[] bytes, int length);
    }

    private void carry(Conversation conversation, Socket from, Socket to, Side side) {
        byte[] bytes = new byte[1 << 15];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                passWhenReleased();
                int pass = side.pass(bytes, length);
                out.write(bytes, 0, pass);
                if (pass < length) {
                    conversation.cut();
                }
            }
        } catch (IOException e) {
            conversation.cut();
        } finally {
            open.remove(conversation);
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
    public void close() throws IOException {
        door.close();
        cut();
    }
}
