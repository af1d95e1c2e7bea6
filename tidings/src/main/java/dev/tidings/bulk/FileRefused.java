package dev.tidings.bulk;

/** Thrown if no row of a file can be imported, because of its format or header. */
public final class FileRefused extends RuntimeException {
    public FileRefused(String reason) {
        super(reason);
    }
}
