package dev.tidings.command;

import dev.tidings.bulk.ImportProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows an import's progress on standard error: at a terminal, a bar of the share of the file that was read; otherwise
 * nothing.
 */
final class ProgressLine implements ImportProgress {
    private static final int WIDTH = 30;
    private static final int EVERY = 1_000;

    private final long size;
    private final boolean terminal;
    private final PrintStream out;
    private long read;
    private long shown = -EVERY;

    /** @param size the file's size in bytes, or 0 if unknown */
    ProgressLine(long size, boolean terminal, PrintStream out) {
        this.size = size;
        this.terminal = terminal;
        this.out = out;
    }

    /** Returns the stream, wrapped to count the bytes read. */
    InputStream count(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                int value = in.read();
                read += value < 0 ? 0 : 1;
                return value;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                read += Math.max(count, 0);
                return count;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    @Override
    public void report(long rows) {
        if (terminal && rows - shown >= EVERY) {
            shown = rows;
            out.print("\r" + bar() + String.format(Locale.ROOT, " %,d rows", rows));
            out.flush();
        }
    }

    private String bar() {
        if (size <= 0) {
            return "";
        }
        int done = (int) Math.min(WIDTH, WIDTH * read / size);
        return "[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "]"
                + String.format(Locale.ROOT, " %3d %%", Math.min(100, 100 * read / size));
    }

    /** Ends the line. */
    void end() {
        if (terminal && shown >= 0) {
            out.println();
            shown = -EVERY;
        }
    }
}
