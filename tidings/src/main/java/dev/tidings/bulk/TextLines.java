package dev.tidings.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 text, numbered from 1, without their ends (LF, CRLF, or CR as old spreadsheets write it) and without a
 * byte order mark.
 */
final class TextLines {
    /** The longest row that is read, in bytes. */
    static final int LIMIT = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private long number;
    private boolean afterCarriageReturn;

    TextLines(InputStream in) throws IOException {
        this.in = in;
        fill();
        if (startsWith(0xef, 0xbb, 0xbf)) {
            position = 3;
        } else if (startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff)) {
            throw new FileRefused("The file is UTF-16; save it as UTF-8");
        }
    }

    /** The number of the last requested line. */
    long lineNumber() {
        return number;
    }

    /** Whether the text begins with this character after white space. Does not consume it. */
    boolean beginsWith(char character) {
        int first = position;
        while (first < filled && buffer[first] >= 0 && buffer[first] <= ' ') {
            first++;
        }
        return first < filled && buffer[first] == character;
    }

    /**
     * The next line, or null after the last. Bytes that are not UTF-8 become U+FFFD.
     *
     * @throws RowRefused if it is longer than {@link #LIMIT}; it has been skipped
     */
    @Nullable
    String next() throws IOException {
        if (position == filled && !fill()) {
            return null;
        }
        if (afterCarriageReturn && buffer[position] == '\n') {
            position++;
            afterCarriageReturn = false;
            return next();
        }
        number++;
        int end = endInBuffer();
        if (end < filled) {
            String line = new String(buffer, position, end - position, StandardCharsets.UTF_8);
            skipEnd(end);
            return line;
        }
        return acrossBuffers();
    }

    private void skipEnd(int end) {
        afterCarriageReturn = buffer[end] == '\r';
        position = end + 1;
    }

    private String acrossBuffers() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        do {
            int end = endInBuffer();
            tooLong |= line.size() + end - position > LIMIT;
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            if (end < filled) {
                skipEnd(end);
                break;
            }
            position = filled;
        } while (fill());
        if (tooLong) {
            throw new RowRefused("longer than 1 MiB");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int endInBuffer() {
        int end = position;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
        return filled > 0;
    }

    private boolean startsWith(int... bytes) {
        if (filled < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((buffer[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
