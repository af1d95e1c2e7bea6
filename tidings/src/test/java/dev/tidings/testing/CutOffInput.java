package dev.tidings.testing;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** An input that fails after a text, as that of a client that goes away. */
public final class CutOffInput extends InputStream {
    private CutOffInput() {}

    public static InputStream after(String text) {
        return new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new CutOffInput());
    }

    @Override
    public int read() throws IOException {
        throw new EOFException("cut off by the test");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new EOFException("cut off by the test");
    }
}
