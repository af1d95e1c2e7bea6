package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.testkit.SmtpAction.CloseConnection;
import dev.tidings.testkit.SmtpAction.Proceed;
import dev.tidings.testkit.SmtpAction.SendReply;
import dev.tidings.testkit.SmtpAction.Stall;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** One connection of an SMTP server (RFC 5321, pipelining as in RFC 2920). Its script decides each step. */
public final class SmtpServerSession {
    /** The script closes the connection. */
    private static final class ScriptedClose extends RuntimeException {}

    private final SmtpFeatures features;
    private final SmtpScript script;
    private final SmtpChannel channel;
    private boolean greeted;
    private boolean loggedIn;
    private String sender = "";
    private String recipient = "";

    SmtpServerSession(SmtpFeatures features, SmtpScript script, Socket socket) throws IOException {
        this.features = features;
        this.script = script;
        channel = new SmtpChannel(socket);
        loggedIn = features.credentials() == null;
    }

    /**
     * Serves each connection with its own script, without TLS and login.
     *
     * @param extensions lines of the reply to EHLO
     */
    public static ConnectionHandler handler(Supplier<SmtpScript> scripts, String... extensions) {
        SmtpFeatures features = SmtpFeatures.plain(extensions);
        return socket -> new SmtpServerSession(features, scripts.get(), socket).run();
    }

    void run() throws IOException {
        try {
            handleCommands();
            channel.flush();
        } catch (ScriptedClose e) {
            channel.flush();
        }
    }

    private void handleCommands() throws IOException {
        SSLContext tls = features.tls();
        if (tls != null && features.implicitTls()) {
            channel.encrypt(tls);
        }
        step(SmtpStep.GREETING, "220 fake.example ESMTP");
        greeted = true;
        for (String line = channel.readLine(); line != null; line = channel.readLine()) {
            script.command(line);
            String verb = line.toUpperCase(Locale.ROOT).split("[ :]", 2)[0];
            switch (verb) {
                case "EHLO", "HELO" -> step(SmtpStep.EHLO, features.ehloReply(channel.isEncrypted()));
                case "STARTTLS" -> startTls();
                case "AUTH" -> login(line);
                case "MAIL" -> mail(line);
                case "RCPT" -> rcpt(line);
                case "DATA" -> data();
                case "RSET" -> {
                    resetEnvelope();
                    step(SmtpStep.RSET, "250 2.0.0 Ok");
                }
                case "QUIT" -> {
                    step(SmtpStep.QUIT, "221 2.0.0 Bye");
                    return;
                }
                default -> reply("500 5.5.2 Unknown command");
            }
        }
    }

    private void startTls() throws IOException {
        SSLContext tls = features.tls();
        if (tls == null) {
            reply("502 5.5.1 No TLS here");
        } else if (step(SmtpStep.STARTTLS, "220 2.0.0 Go ahead")) {
            channel.encrypt(tls);
        }
    }

    private void login(String line) throws IOException {
        String[] words = line.split(" ", 3);
        String given =
                words[1].equals("PLAIN") ? decoded(words[2]) : "\0" + prompt("Username:") + "\0" + prompt("Password:");
        boolean right = given.endsWith(String.valueOf(features.credentials()));
        loggedIn = step(SmtpStep.AUTH, right ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong user or password") && right;
    }

    private String prompt(String question) throws IOException {
        reply("334 " + Base64.getEncoder().encodeToString(question.getBytes(UTF_8)));
        return decoded(String.valueOf(channel.readLine()));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    private void mail(String line) throws IOException {
        if (!sender.isEmpty()) {
            reply("503 5.5.1 Nested MAIL");
        } else if (step(SmtpStep.MAIL, loggedIn ? "250 2.1.0 Ok" : "530 5.7.0 Log in first") && loggedIn) {
            sender = address(line);
        }
    }

    private void rcpt(String line) throws IOException {
        if (sender.isEmpty()) {
            reply("503 5.5.1 MAIL first");
        } else if (step(SmtpStep.RCPT, "250 2.1.5 Ok")) {
            recipient = address(line);
        }
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private void data() throws IOException {
        if (recipient.isEmpty() && !features.acceptsWithoutRecipient()) {
            reply("503 5.5.1 RCPT first");
        } else if (step(SmtpStep.DATA, "354 End with a dot")) {
            script.messageStarted();
            receiveMessage();
            finishMessage();
        }
    }

    /** Reads up to the final dot. */
    private void receiveMessage() throws IOException {
        channel.flush();
        LineReader lines = channel.lines();
        for (boolean first = true; lines.next(); first = false) {
            if (lines.isDot()) {
                return;
            }
            if (first) {
                step(SmtpStep.BODY, "");
            }
            script.line(lines);
        }
        throw new EOFException("the connection ended within a letter");
    }

    private void finishMessage() throws IOException {
        script.handedOver(sender, recipient);
        SmtpAction action = ask(SmtpStep.DOT);
        if (action instanceof Proceed) {
            script.accepted(sender, recipient);
        }
        resetEnvelope();
        perform(action, "250 2.0.0 Ok: queued as 4ABC-1");
    }

    private void resetEnvelope() {
        sender = "";
        recipient = "";
    }

    /** Performs the action of the script. Returns whether it was {@link Proceed}. */
    private boolean step(SmtpStep step, String reply) throws IOException {
        return perform(ask(step), reply);
    }

    private SmtpAction ask(SmtpStep step) throws IOException {
        try {
            return script.at(step);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the server is closing");
        }
    }

    private boolean perform(SmtpAction action, String reply) throws IOException {
        switch (action) {
            case Proceed _ -> {
                if (!reply.isEmpty()) {
                    reply(reply);
                }
                return true;
            }
            case SendReply answer -> {
                reply(answer.text());
                if (answer.thenClose()) {
                    throw new ScriptedClose();
                }
                return false;
            }
            case CloseConnection _ -> throw new ScriptedClose();
            case Stall _ -> {
                channel.awaitClose();
                throw new ScriptedClose();
            }
        }
    }

    /** Bytes before the greeting are not pipelining: the client may be starting TLS. */
    private void reply(String text) throws IOException {
        if (greeted && channel.hasMore()) {
            script.pipelined();
        }
        channel.reply(text);
    }
}
