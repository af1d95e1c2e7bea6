package dev.tidings.api;

import dev.tidings.core.Ticker;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** A client's connection that fails as soon as the client sends or reads too slowly. Idle time does not count. */
final class MeteredChannel extends NioChannel {
    private final Duration window;
    private final int leastBytes;
    private final TransferProgress reading = new TransferProgress();
    private final TransferProgress writing = new TransferProgress();
    private long written;

    /** Ticker reading at the first bytes of a request whose headers are incomplete; 0 if there is none. */
    private long headersSince;

    /** @param window maximum time that is spent waiting for so many bytes */
    MeteredChannel(SocketBufferHandler buffers, Duration window, int leastBytes) {
        super(buffers);
        this.window = window;
        this.leastBytes = leastBytes;
    }

    @Override
    public void reset(SocketChannel socket, NioSocketWrapper wrapper) throws IOException {
        headersSince = 0;
        restart();
        super.reset(socket, wrapper);
    }

    /** Forgets what came before: another request begins. */
    void restart() {
        reading.reset();
        writing.reset();
    }

    /** Bytes written since the connection began or was reused. */
    long written() {
        return written;
    }

    long headersSince() {
        return headersSince;
    }

    void setHeadersSince(long nanos) {
        headersSince = nanos;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int bytes = super.read(into);
        reading.advance(bytes);
        return bytes;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int bytes = super.write(from);
        written += bytes;
        writing.advance(bytes);
        return bytes;
    }

    private final class TransferProgress {
        private long waitingSince;
        private long waited;
        private long bytes;

        void reset() {
            waitingSince = 0;
            waited = 0;
            bytes = 0;
        }

        /** @throws SocketTimeoutException if a window is over and too few bytes came through */
        void advance(int more) throws SocketTimeoutException {
            long now = Ticker.SYSTEM.nanos();
            if (more == 0) {
                waitingSince = waitingSince == 0 ? now : waitingSince;
                return;
            }
            waited += waitingSince == 0 ? 0 : now - waitingSince;
            waitingSince = 0;
            bytes += Math.max(more, 0);
            if (waited >= window.toNanos()) {
                if (bytes < leastBytes) {
                    throw new SocketTimeoutException("the client is too slow");
                }
                reset();
            }
        }
    }
}
