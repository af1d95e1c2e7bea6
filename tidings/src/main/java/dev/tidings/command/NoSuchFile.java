package dev.tidings.command;

import java.nio.file.Path;

/** Thrown if a named file does not exist. */
final class NoSuchFile extends RuntimeException {
    NoSuchFile(Path file) {
        super("There is no file " + file.toAbsolutePath());
    }
}
