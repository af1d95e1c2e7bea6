package dev.tidings.testkit;

import dev.tidings.testkit.SmtpAction.CloseConnection;
import dev.tidings.testkit.SmtpAction.Proceed;
import dev.tidings.testkit.SmtpAction.SendReply;
import dev.tidings.testkit.SmtpAction.Stall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that accepts every letter. A test can script an action for the n-th occurrence of a step. Occurrences
 * count from 1 over all connections.
 */
public final class FakeSmtpServer implements AutoCloseable {
    private final Map<SmtpStep, Map<Integer, SmtpAction>> actions = new EnumMap<>(SmtpStep.class);
    private final Map<SmtpStep, TreeMap<Integer, SmtpAction>> actionsFrom = new EnumMap<>(SmtpStep.class);
    private final Map<SmtpStep, Map<Integer, Runnable>> hooks = new EnumMap<>(SmtpStep.class);
    private final Map<SmtpStep, Integer> counts = new EnumMap<>(SmtpStep.class);
    private final List<ReceivedMessage> handedOver = new CopyOnWriteArrayList<>();
    private final List<ReceivedMessage> accepted = new CopyOnWriteArrayList<>();
    private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger pipelined = new AtomicInteger();
    private volatile int allowedConnections = Integer.MAX_VALUE;
    private volatile int allowedLetters = Integer.MAX_VALUE;
    private volatile SmtpFeatures features;
    private final LoopbackServer server;

    private FakeSmtpServer(@Nullable SSLContext tls, boolean implicitTls, @Nullable String credentials) {
        features = new SmtpFeatures(List.of("8BITMIME", "SIZE 10000000"), tls, implicitTls, credentials, false);
        server = LoopbackServer.open(socket -> new SmtpServerSession(features, new RecordingScript(), socket).run());
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

    /**
     * Requires a login (AUTH PLAIN or LOGIN) before it accepts letters.
     *
     * @param certificate for STARTTLS; null offers none
     */
    public static FakeSmtpServer withLogin(@Nullable TestCertificate certificate, String user, String password) {
        SSLContext tls = certificate == null ? null : certificate.serverContext();
        return new FakeSmtpServer(tls, false, "\0" + user + "\0" + password);
    }

    /** Offers the extensions to later connections, in addition to TLS and login. */
    public FakeSmtpServer withExtensions(String... extensions) {
        features = features.withExtensions(List.of(extensions));
        return this;
    }

    /** Answers DATA with 354 even if no recipient was accepted. */
    public FakeSmtpServer acceptingWithoutRecipient() {
        features = features.acceptingWithoutRecipient();
        return this;
    }

    /** Answers 421 to connections beside this many. */
    public FakeSmtpServer allowingConnections(int connections) {
        allowedConnections = connections;
        return this;
    }

    /** Answers 452 to MAIL after this many letters over one connection. */
    public FakeSmtpServer allowingLettersPerConnection(int letters) {
        allowedLetters = letters;
        return this;
    }

    public int port() {
        return server.port();
    }

    /** Answers the n-th occurrence of the step with these lines. */
    public FakeSmtpServer answer(SmtpStep step, int nth, String... lines) {
        return script(step, nth, new SendReply(String.join("\r\n", lines), false));
    }

    public FakeSmtpServer answerAndClose(SmtpStep step, int nth, String... lines) {
        return script(step, nth, new SendReply(String.join("\r\n", lines), true));
    }

    /** Answers every occurrence of the step from the n-th on, except those with their own action. */
    public synchronized FakeSmtpServer answerFrom(SmtpStep step, int nth, String line) {
        actionsFrom.computeIfAbsent(step, _ -> new TreeMap<>()).put(nth, new SendReply(line, false));
        return this;
    }

    public FakeSmtpServer close(SmtpStep step, int nth) {
        return script(step, nth, new CloseConnection());
    }

    public FakeSmtpServer stall(SmtpStep step, int nth) {
        return script(step, nth, new Stall());
    }

    /** Runs the hook before the reply to the n-th occurrence of the step. It does not block other connections. */
    public synchronized FakeSmtpServer before(SmtpStep step, int nth, Runnable hook) {
        hooks.computeIfAbsent(step, _ -> new TreeMap<>()).put(nth, hook);
        return this;
    }

    private synchronized FakeSmtpServer script(SmtpStep step, int nth, SmtpAction action) {
        actions.computeIfAbsent(step, _ -> new TreeMap<>()).put(nth, action);
        return this;
    }

    private SmtpAction nextAction(SmtpStep step) {
        int nth = count(step);
        hook(step, nth).run();
        return action(step, nth);
    }

    private synchronized int count(SmtpStep step) {
        return counts.merge(step, 1, Integer::sum);
    }

    private synchronized Runnable hook(SmtpStep step, int nth) {
        return hooks.getOrDefault(step, Map.of()).getOrDefault(nth, () -> {});
    }

    private synchronized SmtpAction action(SmtpStep step, int nth) {
        SmtpAction own = actions.getOrDefault(step, Map.of()).get(nth);
        if (own != null) {
            return own;
        }
        Map.Entry<Integer, SmtpAction> from =
                actionsFrom.getOrDefault(step, new TreeMap<>()).floorEntry(nth);
        return from == null ? new Proceed() : from.getValue();
    }

    /** The letters whose final dot arrived, accepted or not. */
    public List<ReceivedMessage> handedOver() {
        return handedOver;
    }

    /** The letters answered with 250. Each is added before the reply is sent. */
    public List<ReceivedMessage> accepted() {
        return accepted;
    }

    /** All command lines, without the letters. */
    public List<String> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    /** The number of commands that arrived before the reply to the previous one (RFC 2920). */
    public int pipelinedCommandCount() {
        return pipelined.get();
    }

    /** The number of connections so far. */
    public int connections() {
        return server.connectionCount();
    }

    /** The number of open connections. */
    public int openConnections() {
        return server.openConnections();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Performs the scripted actions and records the letters and commands of one connection. */
    private final class RecordingScript implements SmtpScript {
        private final StringBuilder text = new StringBuilder();
        private int letters;

        @Override
        public SmtpAction at(SmtpStep step) {
            if (step == SmtpStep.GREETING && openConnections() > allowedConnections) {
                return new SendReply("421 4.7.0 Too many connections", true);
            }
            if (step == SmtpStep.MAIL && letters >= allowedLetters) {
                return new SendReply("452 4.4.5 Maximum number of messages per session", false);
            }
            return nextAction(step);
        }

        @Override
        public void line(LineReader line) {
            String stuffed = line.text();
            text.append(stuffed, stuffed.startsWith(".") ? 1 : 0, stuffed.length())
                    .append("\r\n");
        }

        @Override
        public void handedOver(String sender, String recipient) {
            letters++;
            handedOver.add(new ReceivedMessage(sender, recipient, text.toString()));
        }

        @Override
        public void accepted(String sender, String recipient) {
            accepted.add(new ReceivedMessage(sender, recipient, text.toString()));
        }

        @Override
        public void messageStarted() {
            text.setLength(0);
        }

        @Override
        public void command(String line) {
            commands.add(line);
        }

        @Override
        public void pipelined() {
            pipelined.incrementAndGet();
        }
    }
}
