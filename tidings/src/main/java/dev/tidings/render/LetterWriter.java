package dev.tidings.render;

import java.io.Writer;
import java.util.Arrays;

/** Collects a letter's text in one growing array, without the locks of {@link java.io.StringWriter}. */
final class LetterWriter extends Writer {
    private char[] text;
    private int length;

    /** @param capacity how many characters to expect */
    LetterWriter(int capacity) {
        this.text = new char[capacity];
    }

    @Override
    public void write(int c) {
        reserve(1);
        text[length++] = (char) c;
    }

    @Override
    public void write(char[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, text, length, count);
        length += count;
    }

    @Override
    public void write(String from, int offset, int count) {
        reserve(count);
        from.getChars(offset, offset + count, text, length);
        length += count;
    }

    /** At least as many bytes as the text has in UTF-8, counted without a branch. */
    int bytesAtMost() {
        int bytes = length;
        for (int i = 0; i < length; i++) {
            bytes += ((text[i] + 0xff80) >>> 16) + ((text[i] + 0xf800) >>> 16);
        }
        return bytes;
    }

    /** How many bytes the text has in UTF-8. */
    int bytes() {
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text[i];
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private void reserve(int count) {
        if (count > text.length - length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + count));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return new String(text, 0, length);
    }
}
