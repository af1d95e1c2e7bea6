package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A mail server on this machine that accepts every letter, keeps none and counts them. */
final class Sink implements AutoCloseable {
    /**
     * @param accepted letters that were answered with 250
     * @param unique different Message-IDs among them
     * @param bytes of all letters, as they crossed the wire
     * @param cpuSeconds of the sink's process since its start
     */
    record Count(long accepted, long unique, long bytes, double cpuSeconds) {}

    private final ServerSocket server;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Set<String> messageIds = ConcurrentHashMap.newKeySet();

    private Sink(ServerSocket server) {
        this.server = server;
    }

    static Sink open() throws IOException {
        Sink sink = new Sink(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("sink").start(sink::serve);
        return sink;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Called by sessions for each letter before they answer. */
    void accept(String messageId, long size) {
        messageIds.add(messageId);
        bytes.add(size);
        accepted.increment();
    }

    /** What was counted since the last time; counting begins anew. */
    Count take() {
        Count count =
                new Count(accepted.sumThenReset(), messageIds.size(), bytes.sumThenReset(), ProcessUse.ownCpuSeconds());
        messageIds.clear();
        return count;
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().name("session").start(() -> new SinkSession(this, socket).run());
            }
        } catch (SocketException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
