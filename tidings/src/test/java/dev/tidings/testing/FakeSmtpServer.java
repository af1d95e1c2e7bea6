package dev.tidings.testing;

import dev.tidings.testing.FakeSmtpServer.SmtpStepAction.CloseConnection;
import dev.tidings.testing.FakeSmtpServer.SmtpStepAction.SendReply;
import dev.tidings.testing.FakeSmtpServer.SmtpStepAction.Stall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes every letter, except where a test tells it what to do when a step comes for the n-th time: answer
 * something else, close the connection, or say nothing.
 */
public final class FakeSmtpServer implements AutoCloseable {

    /** The steps of a conversation at which the server can be told what to do. */
    public enum SmtpStep {
        GREETING,
        EHLO,
        STARTTLS,
        AUTH,
        MAIL,
        RCPT,
        DATA,
        /** The first line of the letter has come. */
        BODY,
        /** The final dot has come; the letter counts as {@link FakeSmtpServer#handedOver() handed over}. */
        DOT,
        RSET,
        QUIT
    }

    /** What to do at a step instead of the usual. */
    public sealed interface SmtpStepAction {
        /** @param text whole reply lines, joined by CRLF */
        record SendReply(String text, boolean thenClose) implements SmtpStepAction {}

        record CloseConnection() implements SmtpStepAction {}

        /** Holds the connection open without a word until the server is closed. */
        record Stall() implements SmtpStepAction {}
    }

    /** @param text the letter, dots unstuffed, lines ended by CRLF, one character per byte (ISO 8859-1) */
    public record ReceivedMessage(String sender, String recipient, String text) {}

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final boolean implicitTls;
    private final @Nullable String credentials;
    private final Map<SmtpStep, TreeMap<Integer, SmtpStepAction>> script = new EnumMap<>(SmtpStep.class);
    private final Map<SmtpStep, AtomicInteger> counts = new EnumMap<>(SmtpStep.class);
    private final List<ReceivedMessage> handedOver = new CopyOnWriteArrayList<>();
    private final List<ReceivedMessage> accepted = new CopyOnWriteArrayList<>();
    private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger pipelined = new AtomicInteger();
    private volatile List<String> offeredExtensions = List.of("8BITMIME", "SIZE 10000000");
    private volatile boolean acceptsWithoutRecipient;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FakeSmtpServer(@Nullable SSLContext tls, boolean implicitTls, @Nullable String credentials) {
        this.tls = tls;
        this.implicitTls = implicitTls;
        this.credentials = credentials;
        for (SmtpStep step : SmtpStep.values()) {
            script.put(step, new TreeMap<>());
            counts.put(step, new AtomicInteger());
        }
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-smtp").start(this::accept);
    }

    public static FakeSmtpServer plain() {
        return new FakeSmtpServer(null, false, null);
    }

    /** Offers STARTTLS. */
    public static FakeSmtpServer withStartTls(TestCertificate certificate) {
        return new FakeSmtpServer(certificate.serverContext(), false, null);
    }

    /** Speaks TLS from the first byte. */
    public static FakeSmtpServer withImplicitTls(TestCertificate certificate) {
        return new FakeSmtpServer(certificate.serverContext(), true, null);
    }

    /** The same server, asking for a login (AUTH PLAIN or LOGIN) before it takes letters. */
    public static FakeSmtpServer withLogin(@Nullable TestCertificate certificate, String user, String password) {
        SSLContext tls = certificate == null ? null : certificate.serverContext();
        return new FakeSmtpServer(tls, false, "\0" + user + "\0" + password);
    }

    /** Offers these extensions in its answer to EHLO, besides TLS and login. */
    public FakeSmtpServer withExtensions(String... extensions) {
        offeredExtensions = List.of(extensions);
        return this;
    }

    /** Answers DATA with 354 even where no recipient was taken. */
    public FakeSmtpServer acceptingWithoutRecipient() {
        acceptsWithoutRecipient = true;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Answers the n-th (from 1, over all connections) occurrence of the step with these lines. */
    public FakeSmtpServer answer(SmtpStep step, int nth, String... lines) {
        return script(step, nth, new SendReply(String.join("\r\n", lines), false));
    }

    public FakeSmtpServer answerAndClose(SmtpStep step, int nth, String... lines) {
        return script(step, nth, new SendReply(String.join("\r\n", lines), true));
    }

    /** Answers every occurrence of the step from the n-th on. */
    public FakeSmtpServer answerFrom(SmtpStep step, int nth, String line) {
        for (int i = nth; i < nth + 200; i++) {
            answer(step, i, line);
        }
        return this;
    }

    public FakeSmtpServer close(SmtpStep step, int nth) {
        return script(step, nth, new CloseConnection());
    }

    public FakeSmtpServer stall(SmtpStep step, int nth) {
        return script(step, nth, new Stall());
    }

    private synchronized FakeSmtpServer script(SmtpStep step, int nth, SmtpStepAction action) {
        script.get(step).put(nth, action);
        return this;
    }

    /** Letters whose final dot came, taken or not. */
    public List<ReceivedMessage> handedOver() {
        return handedOver;
    }

    /** Letters that were answered with 250. */
    public List<ReceivedMessage> accepted() {
        return accepted;
    }

    /** Every command line, as it came; nothing of the letters. */
    public List<String> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    /** How often the next command had come before the last was answered (RFC 2920). */
    public int pipelinedCommandCount() {
        return pipelined.get();
    }

    /** How many connections there were in all. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (server.isClosed()) {
                    // It came while the server was being closed.
                    socket.close();
                    return;
                }
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new FakeSmtpSession(this, socket).run();
        } catch (IOException | FakeSmtpSession.ScriptedClose e) {
            // The client, or the script, has closed the connection.
            return;
        } finally {
            open.remove(socket);
        }
    }

    synchronized @Nullable SmtpStepAction nextAction(SmtpStep step) {
        return script.get(step).get(counts.get(step).incrementAndGet());
    }

    void awaitClose() throws InterruptedException {
        closed.await();
    }

    List<String> extensions() {
        return offeredExtensions;
    }

    boolean acceptsWithoutRecipient() {
        return acceptsWithoutRecipient;
    }

    void countPipelined() {
        pipelined.incrementAndGet();
    }

    void recordCommand(String command) {
        commands.add(command);
    }

    void handedOver(ReceivedMessage letter) {
        handedOver.add(letter);
    }

    void accepted(ReceivedMessage letter) {
        accepted.add(letter);
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }

    boolean implicitTls() {
        return implicitTls;
    }

    @Nullable
    String credentials() {
        return credentials;
    }
}
