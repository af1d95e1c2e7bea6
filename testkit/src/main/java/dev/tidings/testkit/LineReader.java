package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines that end with CRLF. A bare CR or LF is part of its line (RFC 5321, 2.3.8). A line is examined in the
 * buffer; it becomes a string only on request.
 */
public final class LineReader {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int next;
    private int start;
    private int length;

    public LineReader(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false at the end of the stream. An unfinished last line is dropped. */
    public boolean next() throws IOException {
        start = next;
        for (int i = next; ; i++) {
            if (i == filled) {
                i -= start;
                if (!fill()) {
                    return false;
                }
            }
            if (buffer[i] == '\n' && i > start && buffer[i - 1] == '\r') {
                length = i - 1 - start;
                next = i + 1;
                return true;
            }
        }
    }

    /** Moves the unfinished line to the start of the buffer and reads more. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read > 0;
    }

    /** Whether nothing is buffered after the current line: {@link #next()} has to read. */
    public boolean isDrained() {
        return next == filled;
    }

    /** The length of the current line in bytes, without its CRLF. */
    public int length() {
        return length;
    }

    public boolean isDot() {
        return length == 1 && buffer[start] == '.';
    }

    /**
     * Ignores the case of the line.
     *
     * @param prefix ASCII, in lower case
     */
    public boolean startsWith(String prefix) {
        if (length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (Character.toLowerCase(buffer[start + i]) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The current line without its CRLF, one character per byte (ISO 8859-1). */
    public String text() {
        return new String(buffer, start, length, ISO_8859_1);
    }
}
