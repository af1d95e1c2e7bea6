package dev.tidings.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A temporary copy of an input that is read more than once. Only this process's user can read it. */
public final class SpooledFile implements AutoCloseable {
    private final Path file;

    private SpooledFile(Path file) {
        this.file = file;
    }

    /** @throws IOException if the input ends early or the disk is full */
    public static SpooledFile of(InputStream in) throws IOException {
        SpooledFile spooled = new SpooledFile(Files.createTempFile("tidings-import-", null));
        try {
            Files.copy(in, spooled.file, StandardCopyOption.REPLACE_EXISTING);
            return spooled;
        } catch (IOException | RuntimeException e) {
            spooled.close();
            throw e;
        }
    }

    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
