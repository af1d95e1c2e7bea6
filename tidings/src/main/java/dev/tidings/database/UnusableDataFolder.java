package dev.tidings.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** Thrown if the data folder cannot be created, written or closed to other users. The message says what to do. */
public final class UnusableDataFolder extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableDataFolder(Path data, IOException cause) {
        super("TIDINGS_DATA: " + data + " cannot be used: " + reason(cause)
                + ". Give a folder that belongs to the user who runs Tidings");
        initCause(cause);
    }

    private static String reason(IOException cause) {
        String file = cause instanceof FileSystemException named ? Objects.toString(named.getFile(), "") : "";
        String what = switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is not a folder";
            case FileSystemException named -> Objects.requireNonNullElse(named.getReason(), "it cannot be read");
            default -> String.valueOf(cause.getMessage());
        };
        return file.isEmpty() ? what : what + " (" + file + ")";
    }
}
