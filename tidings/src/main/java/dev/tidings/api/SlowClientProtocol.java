package dev.tidings.api;

import dev.tidings.core.Ticker;
import dev.tidings.database.DatabaseFault;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 that cuts off slow clients. Tomcat's own timeouts restart with each byte: a client that sends or reads a
 * byte a second would hold its connection for ever.
 */
public final class SlowClientProtocol extends Http11NioProtocol {
    static final Duration HEADERS = Duration.ofSeconds(30);
    static final Duration BODY = Duration.ofSeconds(60);

    /** Bytes that a client has to send or read within {@link #BODY}: 68 a second. */
    private static final int LEAST_BYTES = 4096;

    private final SlowClientEndpoint endpoint;
    private Duration headers = HEADERS;

    /** Tomcat creates it by name. */
    public SlowClientProtocol() {
        this(new SlowClientEndpoint());
    }

    private SlowClientProtocol(SlowClientEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        setDisableUploadTimeout(false);
        setLimits(HEADERS, BODY, LEAST_BYTES);
    }

    /**
     * @param headers maximum time from a request's first byte to the end of its headers
     * @param body maximum wait for progress of a request's or a response's body
     * @param leastBytes progress that counts
     */
    void setLimits(Duration headers, Duration body, int leastBytes) {
        this.headers = headers;
        endpoint.body = body;
        endpoint.leastBytes = leastBytes;
        setConnectionTimeout((int) headers.toMillis());
        setConnectionUploadTimeout((int) body.toMillis());
    }

    @Override
    protected Processor createProcessor() {
        return new SlowClientProcessor(this, getAdapter());
    }

    private final class SlowClientProcessor extends Http11Processor {
        SlowClientProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        /** Tomcat calls it for each part of a request that arrives before the headers are complete. */
        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            if (!(connection.getSocket() instanceof MeteredChannel channel)) {
                return super.service(connection);
            }
            connection.setWriteTimeout(endpoint.body.toMillis());
            if (channel.headersSince() == 0) {
                channel.restart();
            } else if (left(channel).isNegative()) {
                return SocketState.CLOSED;
            }
            long before = channel.written();
            SocketState state = super.service(connection);
            boolean answered = channel.written() > before;
            boolean incomplete = state == SocketState.LONG || (state == SocketState.OPEN && !answered);
            if (!incomplete) {
                channel.setHeadersSince(0);
            } else {
                if (answered || channel.headersSince() == 0) {
                    channel.setHeadersSince(Ticker.SYSTEM.nanos());
                }
                connection.setReadTimeout(Math.max(left(channel).toMillis(), 1));
            }
            return state;
        }

        private Duration left(MeteredChannel channel) {
            return headers.minus(Ticker.SYSTEM.since(channel.headersSince()));
        }
    }

    private static final class SlowClientEndpoint extends NioEndpoint {
        private static final Logger log = LoggerFactory.getLogger(SlowClientProtocol.class);
        private static final Duration RETRY = Duration.ofMillis(500);

        /** Time without this failure after which it is reported again. */
        private static final Duration QUIET = Duration.ofMinutes(10);

        private volatile Duration body = BODY;
        private volatile int leastBytes = LEAST_BYTES;
        private long failedAt;

        @Override
        protected NioChannel createChannel(SocketBufferHandler buffers) {
            return new MeteredChannel(buffers, body, leastBytes);
        }

        /** Waits while the process has no free file descriptor, and reports that once. */
        @Override
        protected SocketChannel serverSocketAccept() throws Exception {
            while (true) {
                try {
                    return super.serverSocketAccept();
                } catch (IOException e) {
                    if (!isRunning() || DatabaseFault.of(e) != DatabaseFault.OUT_OF_FILES) {
                        throw e;
                    }
                    if (failedAt == 0 || Ticker.SYSTEM.since(failedAt).compareTo(QUIET) > 0) {
                        log.error("no HTTP connection can be accepted: {}", DatabaseFault.OUT_OF_FILES.words());
                    }
                    failedAt = Ticker.SYSTEM.nanos();
                    Thread.sleep(RETRY);
                }
            }
        }
    }
}
