package dev.tidings.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host remembers of the database, in a file outside of it: a database that was restored in its place does not know
 * as much.
 */
final class Witness {
    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    /** Beats between two writings of the file. */
    private static final int EVERY = 10;

    /** @param beats of this host */
    record Memory(UUID adoption, long beats) {}

    private final Path file;
    private @Nullable Memory memory;
    private long written = Long.MIN_VALUE;

    Witness(Path folder) {
        this.file = folder.resolve("instance");
        this.memory = read(file);
    }

    /** Null where nothing is remembered of this adoption. */
    @Nullable
    Memory of(UUID adoption) {
        return memory != null && memory.adoption().equals(adoption) ? memory : null;
    }

    void remember(UUID adoption, long beats) {
        memory = new Memory(adoption, beats);
        if (beats >= written + EVERY || beats < written) {
            write();
        }
    }

    /** Where there is no such file, or no place for one, less is remembered over a restart. */
    void write() {
        if (memory == null) {
            return;
        }
        written = memory.beats();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, memory.adoption() + "\n" + memory.beats() + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            written = Long.MAX_VALUE - EVERY;
            log.warn("{} cannot be written: a database restored in place may not be noticed after a restart", file, e);
        }
    }

    private static @Nullable Memory read(Path file) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.size() < 2 ? null : new Memory(UUID.fromString(lines.get(0)), Long.parseLong(lines.get(1)));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("{} cannot be read, and is written anew", file, e);
            return null;
        }
    }
}
