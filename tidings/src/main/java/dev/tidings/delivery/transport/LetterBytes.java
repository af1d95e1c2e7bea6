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
        reserve(text.length() * 3);
        byte[] to = bytes;
        int at = length;
        int lineBegin = at;
        int end = text.length();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                if (c == '.' && at == lineBegin && form.dotStuffed()) {
                    to[at++] = '.';
                }
                to[at++] = (byte) c;
            } else if (c == '\n' || c == '\r') {
                if (at - lineBegin > LONGEST_LINE) {
                    return false;
                }
                i += c == '\r' && i + 1 < end && text.charAt(i + 1) == '\n' ? 1 : 0;
                to[at++] = '\r';
                to[at++] = '\n';
                lineBegin = at;
            } else if (c == '\t') {
                to[at++] = '\t';
            } else if (c < 0xa0 || !form.eightBit()) {
                return false;
            } else {
                at = beyondAscii(text, i, at);
                i += isPair(text, i) ? 1 : 0;
            }
        }
        if (at - lineBegin > LONGEST_LINE) {
            return false;
        }
        length = at;
        return true;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    /** Writes the character that begins there (a lone surrogate as a question mark) and returns where it ends. */
    private int beyondAscii(String text, int i, int begin) {
        int at = begin;
        char c = text.charAt(i);
        if (c < 0x800) {
            bytes[at++] = (byte) (0xc0 | (c >> 6));
        } else if (isPair(text, i)) {
            int pair = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[at++] = (byte) (0xf0 | (pair >> 18));
            bytes[at++] = (byte) (0x80 | ((pair >> 12) & 0x3f));
            bytes[at++] = (byte) (0x80 | ((pair >> 6) & 0x3f));
            bytes[at++] = (byte) (0x80 | (pair & 0x3f));
            return at;
        } else if (Character.isSurrogate(c)) {
            bytes[at++] = '?';
            return at;
        } else {
            bytes[at++] = (byte) (0xe0 | (c >> 12));
            bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        bytes[at++] = (byte) (0x80 | (c & 0x3f));
        return at;
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
