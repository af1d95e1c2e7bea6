package dev.tidings.command;

import java.nio.file.Path;

/** A file was named that is not there. */
final class NoSuchFile extends RuntimeException {
    NoSuchFile(Path file) {
        super("There is no file " + file.toAbsolutePath());
    }
}
