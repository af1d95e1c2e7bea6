package dev.tidings.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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

    /** @throws ImportCutOff if the input ends early or the disk is full */
    public static SpooledFile of(InputStream in) throws IOException {
        Path file = Files.createTempFile("tidings-import-", null);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
            return new SpooledFile(channel);
        } catch (IOException e) {
            channel.close();
            throw new ImportCutOff(0, e);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
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
