package dev.tidings.bulk;

/** No row of a file can be taken: what it is, or its header, is not what was expected. */
public final class FileRefused extends RuntimeException {
    public FileRefused(String reason) {
        super(reason);
    }
}
