package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder for files of this JVM's tests. Several JVMs run tests at the same time. */
public final class ForkFolder {
    private static final Path ROOT = Path.of("target", "fork-" + System.getProperty("tidings.fork", "0"));

    private ForkFolder() {}

    /** Returns a folder below it, and creates it if it is missing. It may hold files of earlier tests. */
    public static Path of(String name) {
        try {
            return Files.createDirectories(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
