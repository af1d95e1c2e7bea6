package dev.tidings.bench.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream, looked at where they lie: a letter passes without becoming a string. */
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

    /** Goes to the next line, without its line break; false at the stream's end. */
    public boolean next() throws IOException {
        start = next;
        for (int i = next; ; i++) {
            if (i == filled) {
                i -= start;
                if (!fill()) {
                    return false;
                }
            }
            if (buffer[i] == '\n') {
                length = i - start - (i > start && buffer[i - 1] == '\r' ? 1 : 0);
                next = i + 1;
                return true;
            }
        }
    }

    /** Moves the line begun to the buffer's start and reads on behind it. */
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

    /** Whether the next line would have to be waited for. */
    public boolean needsRead() {
        return next == filled;
    }

    public int length() {
        return length;
    }

    public boolean isDot() {
        return length == 1 && buffer[start] == '.';
    }

    /** @param name ASCII, in lower case */
    public boolean startsWith(String name) {
        if (length < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase(buffer[start + i]) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public String text() {
        return new String(buffer, start, length, ISO_8859_1);
    }
}
