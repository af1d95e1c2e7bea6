package dev.tidings.bench.chaos;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file system for PostgreSQL in an image file. The test bed fills it to the last block. */
final class FillableDisk implements AutoCloseable {
    private static final String SIZE = "3G";
    private static final int MIN_FREE = 4096;

    private final Path folder;

    private FillableDisk(Path folder) {
        this.folder = folder;
    }

    /** Returns null if this process may not mount or the tools are missing. */
    static @Nullable FillableDisk mount(Path parent) throws IOException {
        Path image = parent.resolve("disk.image");
        Path folder = Files.createDirectories(parent.resolve("disk"));
        boolean mounted = run("truncate", "-s", SIZE, image.toString())
                && run("mkfs.ext4", "-q", "-m", "0", image.toString())
                && run("mount", "-o", "loop", image.toString(), folder.toString());
        return mounted ? new FillableDisk(folder) : null;
    }

    Path folder() {
        return folder;
    }

    /** Fills the file system. */
    void fill() throws IOException {
        for (int i = 0; i < 8; i++) {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < MIN_FREE
                    || !run("fallocate", "-l", Long.toString(free), filler(i).toString())) {
                run("dd", "if=/dev/zero", "of=" + filler(i + 10), "bs=4096", "count=4096");
            }
        }
    }

    /** Deletes the files of {@link #fill}. */
    void clear() throws IOException {
        for (int i = 0; i < 18; i++) {
            Files.deleteIfExists(filler(i));
        }
    }

    private Path filler(int number) {
        return folder.resolve("filler-" + number);
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        run("umount", folder.toString());
    }
}
