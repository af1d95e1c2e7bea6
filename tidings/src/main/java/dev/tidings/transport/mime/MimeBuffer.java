package dev.tidings.transport.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array that a letter is written to. It is reused for later letters. */
public final class MimeBuffer {
    /** Longest line that a mail server must accept, in bytes without its end (RFC 5321 4.5.3.1.6). */
    private static final int LONGEST_LINE = 998;

    /** Longest quoted-printable line (RFC 2045 6.7: 76), minus the sign that joins lines. */
    private static final int COLUMNS = 75;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The value 1 in each of eight bytes. */
    private static final long EACH = 0x0101010101010101L;

    private byte[] bytes;
    private int length;

    public MimeBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Discards bytes after this length. */
    public void truncate(int length) {
        this.length = length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public void writeAscii(String text) {
        byte[] ascii = text.getBytes(US_ASCII);
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    /**
     * Writes text unencoded in UTF-8, every line break as CRLF. Returns false and writes nothing if a mail server
     * need not accept it unencoded: because of control characters, long lines, or non-ASCII characters in a 7-bit
     * format.
     */
    boolean writeLines(String text, MimeFormat format) {
        int begin = length;
        byte[] from = text.getBytes(UTF_8);
        reserve(from.length * 3);
        for (int i = 0; i < from.length; ) {
            if (from[i] == '.' && format.dotStuffed()) {
                bytes[length++] = '.';
            }
            int lineBegin = i;
            i = lineEnd(from, i, format.eightBit());
            if (i < 0 || i - lineBegin > LONGEST_LINE) {
                length = begin;
                return false;
            }
            System.arraycopy(from, lineBegin, bytes, length, i - lineBegin);
            length += i - lineBegin;
            if (i < from.length) {
                write('\r', '\n');
                i += from[i] == '\r' && i + 1 < from.length && from[i + 1] == '\n' ? 2 : 1;
            }
        }
        return true;
    }

    /** Returns the end of the line that begins here; -1 if it contains bytes that must be encoded. */
    private static int lineEnd(byte[] from, int begin, boolean eightBit) {
        for (int i = firstNonPrintable(from, begin); i < from.length; i = firstNonPrintable(from, i + 1)) {
            byte b = from[i];
            if (b == '\n' || b == '\r') {
                return i;
            }
            // U+0080 to U+009F are control characters, too.
            boolean control = b >= 0 || (b == (byte) 0xc2 && from[i + 1] < (byte) 0xa0);
            if (b != '\t' && (control || !eightBit)) {
                return -1;
            }
        }
        return from.length;
    }

    /** Returns the first byte from here on that is not printable ASCII. Compares eight bytes at once. */
    private static int firstNonPrintable(byte[] from, int begin) {
        int i = begin;
        for (; i <= from.length - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(from, i);
            long others = (eight | (eight - EACH * ' ') | (eight + EACH)) & EACH << 7;
            if (others != 0) {
                return i + (Long.numberOfTrailingZeros(others) >> 3);
            }
        }
        while (i < from.length && from[i] >= ' ' && from[i] <= '~') {
            i++;
        }
        return i;
    }

    /** Writes text in quoted-printable (RFC 2045 6.7), every line break as CRLF; no line begins with a dot. */
    void writeQuotedPrintable(String text) {
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
