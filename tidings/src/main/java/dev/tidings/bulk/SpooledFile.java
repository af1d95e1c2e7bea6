package dev.tidings.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary copy of an input that is read more than once. Only this process's user can read it. On Unix it has no name
 * from the start, and is gone when the process ends.
 */
public final class SpooledFile implements AutoCloseable {
    private final FileChannel channel;

    private SpooledFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws ImportCutOff if the input ends early
     * @throws UncheckedIOException if the copy cannot be written, such as on a full disk
     */
    public static SpooledFile of(InputStream in) throws IOException {
        SpooledFile file = create();
        try {
            file.copy(in);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return file;
    }

    private static SpooledFile create() {
        try {
            Path file = Files.createTempFile("tidings-import-", null);
            return new SpooledFile(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private void copy(InputStream in) throws ImportCutOff {
        byte[] buffer = new byte[1 << 16];
        int length = read(in, buffer);
        while (length >= 0) {
            write(ByteBuffer.wrap(buffer, 0, length));
            length = read(in, buffer);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws ImportCutOff {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new ImportCutOff(0, e);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private static UncheckedIOException notWritable(IOException failure) {
        return new UncheckedIOException("The temporary copy of the input cannot be written: " + failure, failure);
    }

    /** Returns the copy from its begin. The stream ends with this file. */
    public InputStream open() {
        return new PositionedInput(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads a channel from its begin, whatever its position is. Does not close it. */
    private static final class PositionedInput extends InputStream {
        private final FileChannel channel;
        private long position;

        private PositionedInput(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(count, 0);
            return count;
        }
    }
}
