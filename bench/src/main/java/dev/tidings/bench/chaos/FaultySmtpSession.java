package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import dev.tidings.bench.chaos.ServerBehavior.InjectedResponse;
import dev.tidings.bench.sink.LineReader;
import dev.tidings.bench.sink.LoopbackServer;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A mail server (RFC 5321, pipelining as in RFC 2920) that writes down what it takes, and refuses as its mood is. */
final class FaultySmtpSession implements LoopbackServer.ConnectionHandler {
    private static final String EHLO_REPLY = "250-rig\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES";
    private static final String CLOSING = "421 4.3.2 closing";
    private static final String MESSAGE_ID = "message-id:";

    private final ReceivedLetters received;
    private final ServerBehavior behavior;

    FaultySmtpSession(ReceivedLetters book, ServerBehavior mood) {
        this.received = book;
        this.behavior = mood;
    }

    @Override
    public void handle(Socket socket) {
        try {
            new FaultySmtpConnection(socket).run();
        } catch (IOException e) {
            // Broken conversations are what the rig is there for; what was taken before stands in the book.
            return;
        }
    }

    private final class FaultySmtpConnection {
        private final LineReader in;
        private final OutputStream out;
        private @Nullable String recipient;
        private InjectedResponse response = InjectedResponse.ACCEPT;

        private FaultySmtpConnection(Socket socket) throws IOException {
            in = new LineReader(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        private void run() throws IOException {
            String answer = "220 rig ESMTP";
            while (true) {
                out.write((answer + "\r\n").getBytes(US_ASCII));
                boolean last = answer.startsWith("221") || answer.startsWith("421");
                if (last || in.needsRead()) {
                    out.flush();
                }
                if (last) {
                    return;
                }
                if (answer.startsWith("354")) {
                    answer = receiveLetter();
                } else if (in.next()) {
                    answer = reply(in.text());
                } else {
                    return;
                }
            }
        }

        private String reply(String line) {
            return switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> EHLO_REPLY;
                case "MAIL", "RSET" -> {
                    recipient = null;
                    yield "250 ok";
                }
                case "RCPT" -> replyToRecipient(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                case "DATA" -> recipient == null ? "554 5.5.1 no recipient" : "354 go on";
                case "QUIT" -> "221 bye";
                default -> "502 5.5.2 not known here";
            };
        }

        private String replyToRecipient(String address) {
            response = behavior.poll();
            return switch (response) {
                case DEFER_EARLY -> "451 4.3.0 not now";
                case REJECT_EARLY -> "550 5.1.1 nobody of that name";
                case THROTTLE_EARLY -> CLOSING;
                case ACCEPT, DEFER_LATE, REJECT_LATE, THROTTLE_LATE -> {
                    recipient = address;
                    yield "250 ok";
                }
            };
        }

        private String receiveLetter() throws IOException {
            String messageId = readMessageId();
            try {
                behavior.delay(1);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the rig ends");
            }
            return switch (response) {
                case DEFER_LATE -> "451 4.3.0 not now";
                case REJECT_LATE -> "554 5.6.0 not this";
                case THROTTLE_LATE -> CLOSING;
                case ACCEPT, DEFER_EARLY, REJECT_EARLY, THROTTLE_EARLY -> {
                    received.add(new ReceivedLetter(messageId, String.valueOf(recipient)));
                    yield "250 2.0.0 taken";
                }
            };
        }

        /** Reads the letter up to its final dot. */
        private String readMessageId() throws IOException {
            String found = "";
            while (in.next()) {
                if (in.isDot()) {
                    return found;
                }
                if (found.isEmpty() && in.startsWith(MESSAGE_ID)) {
                    found = in.text().substring(MESSAGE_ID.length()).replaceAll("[<>\\s]", "");
                }
            }
            throw new EOFException("the connection ended within a letter");
        }
    }
}
