package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tidings.testkit.ConnectionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP session that examines as few bytes as possible. A client waits for the reply to a letter before it sends the
 * next one, so the end of a letter is near the end of the received bytes, and only there the session searches for it.
 */
final class FastSmtpSinkSession implements ConnectionHandler {
    /** The most bytes that may follow a letter before its reply: the envelope of the next one. */
    private static final int ENVELOPE_LIMIT = 1024;

    private static final String MESSAGE_ID = "\r\nMessage-ID: ";
    private static final int HEADER_LIMIT = 4096;

    /** The received bytes of one socket that are not processed yet. */
    private static final class SinkInput {
        private final InputStream in;
        private byte[] bytes = new byte[1 << 17];
        private int filled;

        private SinkInput(InputStream in) {
            this.in = in;
        }

        private boolean fill() throws IOException {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int count = in.read(bytes, filled, bytes.length - filled);
            filled += Math.max(count, 0);
            return count >= 0;
        }

        private void drop(int count) {
            System.arraycopy(bytes, count, bytes, 0, filled - count);
            filled -= count;
        }

        private int find(String text, int from) {
            for (int i = Math.max(0, from); i <= filled - text.length(); i++) {
                int k = 0;
                while (k < text.length() && bytes[i + k] == text.charAt(k)) {
                    k++;
                }
                if (k == text.length()) {
                    return i;
                }
            }
            return -1;
        }
    }

    private final SinkCounter counter;

    FastSmtpSinkSession(SinkCounter counter) {
        this.counter = counter;
    }

    @Override
    public void handle(Socket socket) throws IOException {
        SinkInput in = new SinkInput(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        StringBuilder replies = new StringBuilder("220 sink ESMTP\r\n");
        boolean inLetter = false;
        while (true) {
            String command = inLetter ? null : readCommand(in);
            boolean accepted = inLetter && acceptLetter(in);
            if (accepted) {
                replies.append("250 accepted\r\n");
                inLetter = false;
            } else if (command != null) {
                String reply = SmtpSinkSession.reply(command);
                replies.append(reply).append("\r\n");
                inLetter = reply.startsWith("354");
            } else {
                out.write(replies.toString().getBytes(ISO_8859_1));
                if (replies.indexOf("221") >= 0 || !in.fill()) {
                    return;
                }
                replies.setLength(0);
            }
        }
    }

    private static @Nullable String readCommand(SinkInput in) {
        int end = in.find("\r\n", 0);
        if (end < 0) {
            return null;
        }
        String command = new String(in.bytes, 0, end, ISO_8859_1);
        in.drop(end + 2);
        return command;
    }

    private boolean acceptLetter(SinkInput in) {
        int end = in.find("\r\n.\r\n", in.filled - ENVELOPE_LIMIT);
        if (end < 0) {
            return false;
        }
        String head = new String(in.bytes, 0, Math.min(end, HEADER_LIMIT), ISO_8859_1);
        int id = head.indexOf(MESSAGE_ID) + MESSAGE_ID.length();
        counter.accept(head.substring(id, head.indexOf('\r', id)), end + 2L);
        in.drop(end + 5);
        return true;
    }
}
