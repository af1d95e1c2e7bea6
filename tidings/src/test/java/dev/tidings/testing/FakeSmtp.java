package dev.tidings.testing;

import dev.tidings.testing.FakeSmtp.Action.Answer;
import dev.tidings.testing.FakeSmtp.Action.Close;
import dev.tidings.testing.FakeSmtp.Action.Stall;
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
public final class FakeSmtp implements AutoCloseable {

    /** The steps of a conversation at which the server can be told what to do. */
    public enum Step {
        GREETING,
        EHLO,
        STARTTLS,
        AUTH,
        MAIL,
        RCPT,
        DATA,
        /** The first line of the letter has come. */
        BODY,
        /** The final dot has come; the letter counts as {@link FakeSmtp#handedOver() handed over}. */
        DOT,
        RSET,
        QUIT
    }

    /** What to do at a step instead of the usual. */
    public sealed interface Action {
        /** @param text whole reply lines, joined by CRLF */
        record Answer(String text, boolean thenClose) implements Action {}

        record Close() implements Action {}

        /** Holds the connection open without a word until the server is closed. */
        record Stall() implements Action {}
    }

    /** @param text the letter, dots unstuffed, lines ended by CRLF, one character per byte (ISO 8859-1) */
    public record Letter(String sender, String recipient, String text) {}

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final boolean implicitTls;
    private final @Nullable String credentials;
    private final Map<Step, TreeMap<Integer, Action>> script = new EnumMap<>(Step.class);
    private final Map<Step, AtomicInteger> counts = new EnumMap<>(Step.class);
    private final List<Letter> handedOver = new CopyOnWriteArrayList<>();
    private final List<Letter> accepted = new CopyOnWriteArrayList<>();
    private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ahead = new AtomicInteger();
    private volatile List<String> offers = List.of("8BITMIME", "SIZE 10000000");
    private volatile boolean lettersForNobody;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FakeSmtp(@Nullable SSLContext tls, boolean implicitTls, @Nullable String credentials) {
        this.tls = tls;
        this.implicitTls = implicitTls;
        this.credentials = credentials;
        for (Step step : Step.values()) {
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

    public static FakeSmtp plain() {
        return new FakeSmtp(null, false, null);
    }

    /** Offers STARTTLS. */
    public static FakeSmtp withStartTls(TestCertificate certificate) {
        return new FakeSmtp(certificate.serverContext(), false, null);
    }

    /** Speaks TLS from the first byte. */
    public static FakeSmtp withImplicitTls(TestCertificate certificate) {
        return new FakeSmtp(certificate.serverContext(), true, null);
    }

    /** The same server, asking for a login (AUTH PLAIN or LOGIN) before it takes letters. */
    public static FakeSmtp withLogin(@Nullable TestCertificate certificate, String user, String password) {
        SSLContext tls = certificate == null ? null : certificate.serverContext();
        return new FakeSmtp(tls, false, "\0" + user + "\0" + password);
    }

    /** Offers these extensions in its answer to EHLO, besides TLS and login. */
    public FakeSmtp offering(String... extensions) {
        offers = List.of(extensions);
        return this;
    }

    /** Answers DATA with 354 even where no recipient was taken. */
    public FakeSmtp takingLettersForNobody() {
        lettersForNobody = true;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Answers the n-th (from 1, over all connections) occurrence of the step with these lines. */
    public FakeSmtp answer(Step step, int nth, String... lines) {
        return act(step, nth, new Answer(String.join("\r\n", lines), false));
    }

    public FakeSmtp answerAndClose(Step step, int nth, String... lines) {
        return act(step, nth, new Answer(String.join("\r\n", lines), true));
    }

    /** Answers every occurrence of the step from the n-th on. */
    public FakeSmtp answerFrom(Step step, int nth, String line) {
        for (int i = nth; i < nth + 200; i++) {
            answer(step, i, line);
        }
        return this;
    }

    public FakeSmtp close(Step step, int nth) {
        return act(step, nth, new Close());
    }

    public FakeSmtp stall(Step step, int nth) {
        return act(step, nth, new Stall());
    }

    private synchronized FakeSmtp act(Step step, int nth, Action action) {
        script.get(step).put(nth, action);
        return this;
    }

    /** Letters whose final dot came, taken or not. */
    public List<Letter> handedOver() {
        return handedOver;
    }

    /** Letters that were answered with 250. */
    public List<Letter> accepted() {
        return accepted;
    }

    /** Every command line, as it came; nothing of the letters. */
    public List<String> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    /** How often the next command had come before the last was answered (RFC 2920). */
    public int heardAheadCount() {
        return ahead.get();
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
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            new FakeSmtpSession(this, socket).run();
        } catch (IOException | FakeSmtpSession.Hangup e) {
            // The client, or the script, has closed the connection.
            return;
        } finally {
            open.remove(socket);
        }
    }

    synchronized @Nullable Action next(Step step) {
        return script.get(step).get(counts.get(step).incrementAndGet());
    }

    void awaitClose() throws InterruptedException {
        closed.await();
    }

    List<String> offers() {
        return offers;
    }

    boolean takesLettersForNobody() {
        return lettersForNobody;
    }

    void heardAhead() {
        ahead.incrementAndGet();
    }

    void heard(String command) {
        commands.add(command);
    }

    void handedOver(Letter letter) {
        handedOver.add(letter);
    }

    void accepted(Letter letter) {
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
