package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests over real sockets with short limits. A client that is not cut off fails its test by the timeout. */
@Timeout(60)
class SlowClientProtocolTest {
    private static final Duration LIMIT = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int LEAST_BYTES = 4096;
    private static final int RESPONSE_BYTES = 64 << 20;

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();
    private final CompletableFuture<Throwable> writing = new CompletableFuture<>();
    private int port;

    @BeforeEach
    void start() throws Exception {
        Connector connector = new Connector(SlowClientProtocol.class.getName());
        connector.setPort(0);
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        protocol().setLimits(LIMIT, LIMIT, LEAST_BYTES);
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "echo", new Echo());
        context.addServletMappingDecoded("/*", "echo");
        tomcat.start();
        port = connector.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void headersSentByteByByteAreCutOff() throws Exception {
        protocol().setLimits(LIMIT, LONG, LEAST_BYTES);
        try (Socket client = connect()) {
            assertThat(sendsSlowlyUntilCutOff(client, "GET / HTTP/1.1\r\nHost: a\r\nX: "))
                    .isTrue();
        }
    }

    @Test
    void emptyLinesBeforeARequestAreCutOff() throws Exception {
        protocol().setLimits(LIMIT, LONG, LEAST_BYTES);
        try (Socket client = connect()) {
            assertThat(sendsSlowlyUntilCutOff(client, "\r\n", "\r\n")).isTrue();
        }
    }

    @Test
    void bodySentByteByByteIsCutOff() throws Exception {
        protocol().setLimits(LONG, LIMIT, LEAST_BYTES);
        try (Socket client = connect()) {
            assertThat(sendsSlowlyUntilCutOff(
                            client, "POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"))
                    .isTrue();
        }
    }

    /** Tomcat reads the rest of a body that the application did not read. */
    @Test
    void unreadBodyIsCutOffToo() throws Exception {
        try (Socket client = connect()) {
            assertThat(sendsSlowlyUntilCutOff(
                            client, "POST /skip HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"))
                    .isTrue();
        }
    }

    @Test
    void responseReadByteByByteIsCutOff() throws Exception {
        try (Socket client = connect()) {
            send(client, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
            InputStream in = client.getInputStream();
            while (!writing.isDone()) {
                assertThat(in.read()).isNotNegative();
                Thread.sleep(20);
            }

            assertThat(writing.get(1, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    /** Each piece arrives before Tomcat's own timeout, which restarts with each byte. */
    @Test
    void responseReadSteadilyButTooSlowlyIsCutOff() throws Exception {
        protocol().setLimits(LIMIT, LIMIT, RESPONSE_BYTES);
        try (Socket client = connect()) {
            send(client, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
            InputStream in = client.getInputStream();
            while (!writing.isDone() && in.readNBytes(1 << 18).length > 0) {
                Thread.sleep(20);
            }

            assertThat(writing.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    /** Idle time between requests, and the time that the server takes, do not count. */
    @Test
    void persistentConnectionWithSmallRequestsIsKept() throws Exception {
        try (Socket client = connect()) {
            for (int i = 0; i < 8; i++) {
                send(client, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(response(client)).startsWith("HTTP/1.1 200");
                Thread.sleep(200);
            }
        }
    }

    @Test
    void requestInTwoPartsIsAnswered() throws Exception {
        try (Socket client = connect()) {
            send(client, "POST /read HTTP/1.1\r\nHost: a\r\nContent-");
            Thread.sleep(100);
            send(client, "Length: 4\r\n\r\nab");
            Thread.sleep(100);
            send(client, "cd");

            assertThat(response(client)).startsWith("HTTP/1.1 200");
        }
    }

    private SlowClientProtocol protocol() {
        return (SlowClientProtocol) tomcat.getConnector().getProtocolHandler();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress("localhost", port));
        client.setTcpNoDelay(true);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean sendsSlowlyUntilCutOff(Socket client, String begin) throws Exception {
        return sendsSlowlyUntilCutOff(client, begin, "x");
    }

    /** Sends one piece after the other until the server closes the connection; false after the test's timeout. */
    private static boolean sendsSlowlyUntilCutOff(Socket client, String begin, String piece) throws Exception {
        client.setSoTimeout(20);
        send(client, begin);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                send(client, piece);
                if (client.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException open) {
                Thread.onSpinWait();
            } catch (SocketException cut) {
                return true;
            }
        }
        return false;
    }

    private static String response(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        byte[] bytes = new byte[4096];
        int length = in.read(bytes);
        return new String(bytes, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
    }

    private final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getRequestURI()) {
                case "/read" -> request.getInputStream().readAllBytes();
                case "/large" -> writeMuch(response.getOutputStream());
                case "/slow" -> pause();
                default -> {}
            }
            response.setContentLength(2);
            response.getOutputStream().write("ok".getBytes(StandardCharsets.US_ASCII));
        }

        private void writeMuch(OutputStream out) throws IOException {
            try {
                for (int i = 0; i < RESPONSE_BYTES >> 16; i++) {
                    out.write(new byte[1 << 16]);
                }
                writing.complete(new AssertionError("everything was written"));
            } catch (IOException e) {
                writing.complete(e);
                throw e;
            }
        }

        private void pause() {
            try {
                Thread.sleep(LIMIT.dividedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
