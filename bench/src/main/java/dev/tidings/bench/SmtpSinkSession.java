package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.testkit.ConnectionHandler;
import dev.tidings.testkit.LineReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * An SMTP session of the sink (RFC 5321, pipelining as in RFC 2920). Writes its replies together when no further
 * command has arrived. Refuses more than a number of connections at a time, and more than a number of letters on one, as
 * mail servers do that limit their clients.
 */
final class SmtpSinkSession implements ConnectionHandler {
    static final String EHLO_REPLY = "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 52428800";
    private static final String MESSAGE_ID = "message-id:";
    private static final String TOO_MANY_LETTERS = "452 4.4.5 Maximum number of messages per session reached";

    private final SinkCounter counter;
    private final SinkLimits limits;
    private final Semaphore connections;

    SmtpSinkSession(SinkCounter counter, SinkLimits limits) {
        this.counter = counter;
        this.limits = limits;
        connections = new Semaphore(limits.connections());
    }

    @Override
    public void handle(Socket socket) throws IOException {
        if (!connections.tryAcquire()) {
            socket.getOutputStream().write("421 4.7.0 Too many connections\r\n".getBytes(US_ASCII));
            return;
        }
        try {
            converse(socket);
        } finally {
            connections.release();
        }
    }

    private void converse(Socket socket) throws IOException {
        int letters = 0;
        LineReader in = new LineReader(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        String reply = "220 sink ESMTP";
        while (!reply.startsWith("221")) {
            out.write((reply + "\r\n").getBytes(US_ASCII));
            if (in.isDrained()) {
                out.flush();
            }
            if (reply.startsWith("354")) {
                reply = acceptLetter(in);
                letters++;
            } else if (in.next()) {
                reply = letters >= limits.letters() && in.startsWith("mail ") ? TOO_MANY_LETTERS : reply(in.text());
            } else {
                return;
            }
        }
        out.write((reply + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    static String reply(String command) {
        String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "EHLO" -> EHLO_REPLY;
            case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> "250 ok";
            case "DATA" -> "354 End with a dot";
            case "QUIT" -> "221 bye";
            default -> "502 Unknown command";
        };
    }

    /** Reads up to the final dot. */
    private String acceptLetter(LineReader in) throws IOException {
        boolean header = true;
        String messageId = "";
        long size = 0;
        while (in.next()) {
            if (in.isDot()) {
                counter.accept(messageId, size);
                return "250 accepted";
            }
            size += in.length() + 2;
            if (header) {
                header = in.length() > 0;
                messageId = in.startsWith(MESSAGE_ID)
                        ? in.text().substring(MESSAGE_ID.length()).strip()
                        : messageId;
            }
        }
        throw new IOException("the connection ended within a letter");
    }
}
