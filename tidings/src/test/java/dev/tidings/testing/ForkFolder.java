package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this JVM's tests keep files: tests of several JVMs run at the same time. */
public final class ForkFolder {
    private static final Path ROOT = Path.of("target", "fork-" + System.getProperty("tidings.fork", "0"));

    private ForkFolder() {}

    /** A folder below it, which exists and may hold what an earlier test has left. */
    public static Path of(String name) {
        try {
            return Files.createDirectories(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
