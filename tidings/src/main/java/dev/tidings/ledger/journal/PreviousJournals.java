package dev.tidings.ledger.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of earlier runs in the journal's folder. */
final class PreviousJournals {
    static final String SUFFIX = ".journal";

    private static final Logger log = LoggerFactory.getLogger(PreviousJournals.class);

    private final Path folder;

    PreviousJournals(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the files and deletes each one after {@code settle} returns. If it throws, the file stays.
     *
     * @param own the file of this run, which is left out; null if it has none
     * @param instance the id of the database; files of other databases are deleted
     * @return false if {@code settle} has thrown: then read again later
     */
    boolean read(@Nullable Path own, UUID instance, Consumer<RecordedRun> settle) {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        List<Path> found;
        try (var files = Files.list(folder)) {
            found = files.filter(each -> each.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            log.warn("{} cannot be read, the journals of earlier runs are ignored: {}", folder, e.toString());
            return true;
        }
        boolean settled = true;
        for (Path each : found) {
            settled &= each.equals(own) || readOne(each, instance, settle);
        }
        return settled;
    }

    /** Returns whether the file need not be read again. */
    private static boolean readOne(Path file, UUID instance, Consumer<RecordedRun> settle) {
        try (FileChannel previous = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (previous.tryLock() == null) {
                logInUse(file);
                return true;
            }
            RecordedRun recorded = JournalReader.read(file, instance);
            if (recorded != null && !isSettled(recorded, file, settle)) {
                return false;
            }
            delete(file);
        } catch (OverlappingFileLockException inThisProcess) {
            logInUse(file);
        } catch (IOException e) {
            log.warn("{} cannot be read, it is ignored: {}", file, e.toString());
        }
        return true;
    }

    private static boolean isSettled(RecordedRun recorded, Path file, Consumer<RecordedRun> settle) {
        try {
            settle.accept(recorded);
            return true;
        } catch (RuntimeException e) {
            log.error("{} is not settled; it is read again soon", file, e);
            return false;
        }
    }

    private static void logInUse(Path file) {
        log.warn(
                "{} belongs to another process that is running. Each writes a journal of its own. If it is another node, and"
                        + " this is no command beside it, give each its own folder (TIDINGS_DATA)",
                file);
    }

    /** Returns whether the file is gone. */
    static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            log.error("{} cannot be deleted", file, e);
            return false;
        }
    }
}
