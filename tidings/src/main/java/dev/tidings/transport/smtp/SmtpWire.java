package dev.tidings.transport.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** Writes commands and reads replies (RFC 5321 4.2) over a socket or TLS. Used by one thread at a time. */
final class SmtpWire {
    /** Most characters of a reply, all lines together; each line may have 512 (RFC 5321 4.5.3.1.5). */
    private static final int LONGEST_REPLY = 1 << 16;

    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[1024];
    private int next;
    private int filled;

    SmtpWire(Socket socket) throws IOException {
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** @param commands complete lines including CRLF */
    void write(String commands) throws IOException {
        byte[] bytes = commands.getBytes(US_ASCII);
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int begin, int end) throws IOException {
        out.write(bytes, begin, end - begin);
        out.flush();
    }

    SmtpReply command(String command) throws IOException {
        write(command + "\r\n");
        return read();
    }

    /** Reads the next reply, whose lines must have the same code; NONE if the input is no reply. */
    SmtpReply read() throws IOException {
        String reply = line();
        int code = SmtpReply.code(reply);
        for (String line = reply; code >= 0 && line.startsWith("-", 3); ) {
            line = line();
            code = SmtpReply.code(line) == code ? code : -1;
            reply += "\r\n" + line;
            if (reply.length() > LONGEST_REPLY) {
                throw new IOException("the answer is too long");
            }
        }
        return SmtpReply.of(code, reply);
    }

    /** Reads the next line without its end, CRLF or LF. */
    private String line() throws IOException {
        int begin = next;
        for (int i = begin; ; i++) {
            if (i == filled) {
                i -= begin;
                begin = 0;
                fill();
            }
            if (buffer[i] == '\n') {
                next = i + 1;
                int end = i > begin && buffer[i - 1] == '\r' ? i - 1 : i;
                return new String(buffer, begin, end - begin, UTF_8);
            }
        }
    }

    /** Moves the current line to the buffer's start and reads more after it. */
    private void fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        filled -= next;
        next = 0;
        if (filled == LONGEST_REPLY) {
            throw new IOException("the answer is too long");
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
    }

    /** Whether there is no unread input. */
    boolean hasNoUnreadInput() {
        return next == filled;
    }
}
