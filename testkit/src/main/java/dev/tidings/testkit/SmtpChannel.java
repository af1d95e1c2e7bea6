package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one SMTP connection, before and after TLS begins. Writes replies together while commands are buffered.
 */
final class SmtpChannel {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final Socket socket;
    private InputStream in;
    private LineReader lines;
    private OutputStream out;
    private boolean encrypted;

    SmtpChannel(Socket socket) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
        lines = new LineReader(in);
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    LineReader lines() {
        return lines;
    }

    /** The next line, or null at the end of the stream. */
    @Nullable
    String readLine() throws IOException {
        return lines.next() ? lines.text() : null;
    }

    /** Whether unread bytes have arrived. */
    boolean hasMore() throws IOException {
        return !lines.isDrained() || in.available() > 0;
    }

    void reply(String text) throws IOException {
        out.write((text + "\r\n").getBytes(ISO_8859_1));
        if (lines.isDrained()) {
            out.flush();
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    boolean isEncrypted() {
        return encrypted;
    }

    /** Starts TLS as the server. Plain text that was received before is dropped. */
    void encrypt(SSLContext tls) throws IOException {
        out.flush();
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secured.setUseClientMode(false);
        secured.startHandshake();
        in = secured.getInputStream();
        lines = new LineReader(in);
        out = new BufferedOutputStream(secured.getOutputStream());
        encrypted = true;
    }

    /** Waits until this side closes the socket. */
    void awaitClose() throws IOException {
        out.flush();
        try {
            while (!socket.isClosed()) {
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the server is closing");
        }
    }
}
