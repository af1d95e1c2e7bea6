package dev.tidings.delivery.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A letter's bytes while they are written: one array that grows, and serves the next letter after this one. */
final class LetterBytes {
    /** The longest line that a mail server must take, in bytes without its end (RFC 5321 4.5.3.1.6). */
    private static final int LONGEST_LINE = 998;

    /** Quoted-printable lines have 76 columns at most (RFC 2045 6.7); the last is kept for the sign that joins lines. */
    private static final int COLUMNS = 75;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

    private byte[] bytes;
    private int length;
    private char[] scratch = new char[0];

    LetterBytes(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Forgets what was written behind this length. */
    void cut(int length) {
        this.length = length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void ascii(String text) {
        byte[] ascii = text.getBytes(US_ASCII);
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    /**
     * Writes text as it stands, in UTF-8, every line break as CRLF. Returns false, and has written nothing, if some mail
     * server need not take it so: for its controls, its longest line, or its characters beyond ASCII where 7 bits are asked.
     */
    boolean lines(String text, MimeForm form) {
        int begin = length;
        char[] from = characters(text);
        int end = text.length();
        reserve(end * 3 + 1);
        for (int i = 0; i < end; ) {
            if (from[i] == '.' && form.dotStuffed()) {
                bytes[length++] = '.';
            }
            int lineBegin = length;
            i = line(from, i, end, form.eightBit());
            if (i < 0 || length - lineBegin > LONGEST_LINE) {
                length = begin;
                return false;
            }
            if (i < end) {
                write('\r', '\n');
                i += from[i] == '\r' && i + 1 < end && from[i + 1] == '\n' ? 2 : 1;
            }
        }
        return true;
    }

    /** Without the check of every index that {@link String#charAt} makes. */
    private char[] characters(String text) {
        if (scratch.length < text.length()) {
            scratch = new char[text.length()];
        }
        text.getChars(0, text.length(), scratch, 0);
        return scratch;
    }

    /** Writes one line and returns where it ends; -1 if it holds what may not stand as it is. */
    private int line(char[] from, int begin, int end, boolean eightBit) {
        int i = begin;
        while (true) {
            i = run(from, i, end);
            char c = i < end ? from[i] : '\n';
            if (c == '\n' || c == '\r') {
                return i;
            }
            if (c == '\t') {
                bytes[length++] = '\t';
            } else if (c >= 0xa0 && eightBit) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(from[i + 1]);
                character(pair ? Character.toCodePoint(c, from[++i]) : Character.isSurrogate(c) ? '?' : c);
            } else {
                return -1;
            }
            i++;
        }
    }

    /** Writes printable ASCII up to the first other character, and returns where that is. */
    private int run(char[] from, int begin, int end) {
        int i = begin;
        while (i < end && from[i] >= ' ' && from[i] <= '~') {
            i++;
        }
        int offset = length - begin;
        byte[] to = bytes;
        for (int k = begin; k < i; k++) {
            to[offset + k] = (byte) from[k];
        }
        length += i - begin;
        return i;
    }

    /** Writes a character in UTF-8. */
    private void character(int c) {
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            write(0xc0 | (c >> 6), 0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            bytes[length++] = (byte) (0xe0 | (c >> 12));
            write(0x80 | ((c >> 6) & 0x3f), 0x80 | (c & 0x3f));
        } else {
            write(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 0x3f));
            write(0x80 | ((c >> 6) & 0x3f), 0x80 | (c & 0x3f));
        }
    }

    /** Writes text in quoted-printable (RFC 2045 6.7), every line break as CRLF; no line begins with a dot. */
    void quotedPrintable(String text) {
        byte[] from = text.getBytes(UTF_8);
        reserve(from.length * 4);
        int column = 0;
        for (int i = 0; i < from.length; i++) {
            byte b = from[i];
            if (b == '\n' || b == '\r') {
                i += b == '\r' && i + 1 < from.length && from[i + 1] == '\n' ? 1 : 0;
                write('\r', '\n');
                column = 0;
                continue;
            }
            boolean plain = isPlain(b, i + 1 == from.length || from[i + 1] == '\n' || from[i + 1] == '\r');
            if (column + (plain ? 1 : 3) > COLUMNS) {
                bytes[length++] = '=';
                write('\r', '\n');
                column = 0;
            }
            if (plain && (b != '.' || column > 0)) {
                bytes[length++] = b;
                column++;
            } else {
                bytes[length++] = '=';
                write(HEX[(b >> 4) & 0xf], HEX[b & 0xf]);
                column += 3;
            }
        }
    }

    private static boolean isPlain(byte b, boolean lineEnds) {
        return (b == ' ' || b == '\t') ? !lineEnds : (b > ' ' && b <= '~' && b != '=');
    }

    private void write(int first, int second) {
        bytes[length++] = (byte) first;
        bytes[length++] = (byte) second;
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
