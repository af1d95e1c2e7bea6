package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.chaos.LetterBook.Entry;
import dev.tidings.bench.chaos.Mood.Whim;
import dev.tidings.bench.sink.LineReader;
import dev.tidings.bench.sink.Sink;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A mail server (RFC 5321, pipelining as in RFC 2920) that writes down what it takes, and refuses as its mood is. */
final class MailSession implements Sink.Session {
    private static final String OFFERS = "250-rig\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES";
    private static final String CLOSING = "421 4.3.2 closing";
    private static final String MESSAGE_ID = "message-id:";

    private final LetterBook book;
    private final Mood mood;

    MailSession(LetterBook book, Mood mood) {
        this.book = book;
        this.mood = mood;
    }

    @Override
    public void converse(Socket socket) {
        try {
            new Conversation(socket).hold();
        } catch (IOException e) {
            // Broken conversations are what the rig is there for; what was taken before stands in the book.
            return;
        }
    }

    private final class Conversation {
        private final LineReader in;
        private final OutputStream out;
        private @Nullable String recipient;
        private Whim whim = Whim.TAKE;

        private Conversation(Socket socket) throws IOException {
            in = new LineReader(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        private void hold() throws IOException {
            String answer = "220 rig ESMTP";
            while (true) {
                out.write((answer + "\r\n").getBytes(US_ASCII));
                boolean last = answer.startsWith("221") || answer.startsWith("421");
                if (last || in.isDrained()) {
                    out.flush();
                }
                if (last) {
                    return;
                }
                if (answer.startsWith("354")) {
                    answer = letter();
                } else if (in.next()) {
                    answer = command(in.text());
                } else {
                    return;
                }
            }
        }

        private String command(String line) {
            return switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> OFFERS;
                case "MAIL", "RSET" -> {
                    recipient = null;
                    yield "250 ok";
                }
                case "RCPT" -> recipient(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                case "DATA" -> recipient == null ? "554 5.5.1 no recipient" : "354 go on";
                case "QUIT" -> "221 bye";
                default -> "502 5.5.2 not known here";
            };
        }

        private String recipient(String address) {
            whim = mood.poll();
            return switch (whim) {
                case NOT_NOW -> "451 4.3.0 not now";
                case NEVER -> "550 5.1.1 nobody of that name";
                case BUSY -> CLOSING;
                case TAKE, NOT_NOW_AT_LAST, NEVER_AT_LAST, BUSY_AT_LAST -> {
                    recipient = address;
                    yield "250 ok";
                }
            };
        }

        private String letter() throws IOException {
            String messageId = messageId();
            try {
                mood.dwell(1);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the rig ends");
            }
            return switch (whim) {
                case NOT_NOW_AT_LAST -> "451 4.3.0 not now";
                case NEVER_AT_LAST -> "554 5.6.0 not this";
                case BUSY_AT_LAST -> CLOSING;
                case TAKE, NOT_NOW, NEVER, BUSY -> {
                    book.add(new Entry(messageId, String.valueOf(recipient)));
                    yield "250 2.0.0 taken";
                }
            };
        }

        /** Reads the letter up to its final dot. */
        private String messageId() throws IOException {
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
