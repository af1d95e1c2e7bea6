package dev.tidings.instance;

import dev.tidings.database.DatabaseFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This host's record of the database, in a file outside it. A database restored in place records fewer heartbeats
 * than the file.
 */
final class LocalOwnershipRecord {
    private static final Logger log = LoggerFactory.getLogger(LocalOwnershipRecord.class);

    /** Heartbeats between two writes of the file. */
    private static final int EVERY = 10;

    /** @param heartbeats of this host */
    record RecordedOwnership(UUID adoption, long heartbeats) {}

    private final Path file;
    private @Nullable RecordedOwnership recorded;
    private long written = Long.MIN_VALUE;
    private boolean failing;

    LocalOwnershipRecord(Path folder) {
        this.file = folder.resolve("instance");
        this.recorded = read(file);
    }

    /** Returns the record of this adoption, or null. */
    @Nullable
    RecordedOwnership find(UUID adoption) {
        return recorded != null && recorded.adoption().equals(adoption) ? recorded : null;
    }

    void update(RecordedOwnership latest) {
        long heartbeats = latest.heartbeats();
        recorded = latest;
        if (heartbeats >= written + EVERY || heartbeats < written) {
            save();
        }
    }

    /** Writes the file. If that fails, a restart loses the latest heartbeats. */
    void save() {
        if (recorded == null) {
            return;
        }
        written = recorded.heartbeats();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, recorded.adoption() + "\n" + recorded.heartbeats() + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            failing = false;
        } catch (IOException e) {
            written = Long.MAX_VALUE - EVERY;
            logOnce(e);
        }
    }

    private void logOnce(IOException failure) {
        if (!failing) {
            log.warn("{} cannot be written: {}", file, message(failure));
        }
        failing = true;
    }

    static String message(IOException failure) {
        return DatabaseFault.of(failure) == DatabaseFault.OUT_OF_FILES
                ? DatabaseFault.OUT_OF_FILES.words()
                : "a database restored in place may not be noticed after a restart: " + failure;
    }

    private static @Nullable RecordedOwnership read(Path file) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.size() < 2
                    ? null
                    : new RecordedOwnership(UUID.fromString(lines.get(0)), Long.parseLong(lines.get(1)));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("{} cannot be read, rewriting it", file, e);
            return null;
        }
    }

    /** The name of this machine; {@code node} if it has none. */
    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
