package dev.tidings.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.tidings.testing.FakeSmtpServer.ReceivedMessage;
import dev.tidings.testing.FakeSmtpServer.SmtpStep;
import dev.tidings.testing.FakeSmtpServer.SmtpStepAction;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One conversation of a {@link FakeSmtpServer}. */
final class FakeSmtpSession {

    /** The script says to close the connection. */
    static final class ScriptedClose extends RuntimeException {}

    private final FakeSmtpServer server;
    private final Socket raw;
    private InputStream in;
    private OutputStream out;
    private boolean encrypted;
    private boolean loggedIn;
    private String sender = "";
    private String recipient = "";

    FakeSmtpSession(FakeSmtpServer server, Socket socket) throws IOException {
        this.server = server;
        raw = socket;
        raw.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
        SSLContext tls = server.tls();
        if (tls != null && server.implicitTls()) {
            encrypt(tls);
        }
        loggedIn = server.credentials() == null;
    }

    void run() throws IOException {
        step(SmtpStep.GREETING, "220 fake.example ESMTP");
        for (String line = readLine(); line != null; line = readLine()) {
            server.recordCommand(line);
            String verb = line.toUpperCase(Locale.ROOT).split("[ :]", 2)[0];
            switch (verb) {
                case "EHLO", "HELO" -> step(SmtpStep.EHLO, ehloReply());
                case "STARTTLS" -> startTls();
                case "AUTH" -> login(line);
                case "MAIL" -> mail(line);
                case "RCPT" -> rcpt(line);
                case "DATA" -> data();
                case "RSET" -> reset();
                case "QUIT" -> {
                    step(SmtpStep.QUIT, "221 2.0.0 Bye");
                    return;
                }
                default -> reply("500 5.5.2 What?");
            }
        }
    }

    private String ehloReply() {
        boolean own = server.extensions().stream().anyMatch(offer -> offer.startsWith("AUTH"));
        String login = server.credentials() == null || own ? "" : "250-AUTH PLAIN\r\n";
        String startTls = server.tls() == null || encrypted ? "" : "250-STARTTLS\r\n";
        String offers = server.extensions().stream()
                .map(offer -> "250-" + offer + "\r\n")
                .collect(joining());
        return "250-fake.example\r\n" + startTls + login + offers + "250 HELP";
    }

    private void startTls() throws IOException {
        SSLContext tls = server.tls();
        if (tls == null) {
            reply("502 5.5.1 No TLS here");
        } else if (step(SmtpStep.STARTTLS, "220 2.0.0 Go ahead")) {
            encrypt(tls);
        }
    }

    private void encrypt(SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), false);
        socket.setUseClientMode(false);
        socket.startHandshake();
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
        encrypted = true;
    }

    private void login(String line) throws IOException {
        String[] words = line.split(" ", 3);
        String given =
                words[1].equals("PLAIN") ? decoded(words[2]) : "\0" + prompt("Username:") + "\0" + prompt("Password:");
        boolean right = given.endsWith(String.valueOf(server.credentials()));
        loggedIn = step(SmtpStep.AUTH, right ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong user or password") && right;
    }

    private String prompt(String question) throws IOException {
        reply("334 " + Base64.getEncoder().encodeToString(question.getBytes(UTF_8)));
        return decoded(String.valueOf(readLine()));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    private void reset() throws IOException {
        resetEnvelope();
        step(SmtpStep.RSET, "250 2.0.0 Ok");
    }

    private void resetEnvelope() {
        sender = "";
        recipient = "";
    }

    private void mail(String line) throws IOException {
        if (!sender.isEmpty()) {
            reply("503 5.5.1 Nested MAIL");
        } else if (step(SmtpStep.MAIL, loggedIn ? "250 2.1.0 Ok" : "530 5.7.0 Who are you?") && loggedIn) {
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

    private void data() throws IOException {
        if (recipient.isEmpty() && !server.acceptsWithoutRecipient()) {
            reply("503 5.5.1 RCPT first");
            return;
        }
        if (!step(SmtpStep.DATA, "354 End with a dot")) {
            return;
        }
        StringBuilder letter = new StringBuilder();
        for (String line = readLine(); !".".equals(line); line = readLine()) {
            if (line == null) {
                return;
            }
            if (letter.isEmpty()) {
                step(SmtpStep.BODY, "");
            }
            letter.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        ReceivedMessage whole = new ReceivedMessage(sender, recipient, letter.toString());
        resetEnvelope();
        server.handedOver(whole);
        SmtpStepAction action = server.nextAction(SmtpStep.DOT);
        if (action == null) {
            server.accepted(whole);
        }
        perform(action, "250 2.0.0 Ok: queued as 4ABC-1");
    }

    /** Does what the script says, or else the usual; tells whether it was the usual. */
    private boolean step(SmtpStep step, String usual) throws IOException {
        return perform(server.nextAction(step), usual);
    }

    private boolean perform(@Nullable SmtpStepAction action, String usual) throws IOException {
        switch (action) {
            case null -> {
                if (!usual.isEmpty()) {
                    reply(usual);
                }
                return true;
            }
            case SmtpStepAction.SendReply answer -> {
                reply(answer.text());
                if (answer.thenClose()) {
                    throw new ScriptedClose();
                }
                return false;
            }
            case SmtpStepAction.CloseConnection _ -> throw new ScriptedClose();
            case SmtpStepAction.Stall _ -> {
                stall();
                throw new ScriptedClose();
            }
        }
    }

    private void stall() throws IOException {
        try {
            server.awaitClose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void reply(String lines) throws IOException {
        if (in.available() > 0) {
            server.countPipelined();
        }
        out.write((lines + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    /** A line that CRLF ends; a bare CR or LF is part of it. */
    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = -1;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n' && last == '\r') {
                String text = line.toString(ISO_8859_1);
                return text.substring(0, text.length() - 1);
            }
            line.write(b);
            last = b;
        }
        return null;
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }
}
