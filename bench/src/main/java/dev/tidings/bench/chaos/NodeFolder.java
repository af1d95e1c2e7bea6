package dev.tidings.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A node's data folder. The test bed copies and restores it, and deletes its journals. */
record NodeFolder(Path path) {

    private Path journals() {
        return path.resolve("journal");
    }

    private Path copy() {
        return path.resolveSibling(path.getFileName() + ".copy");
    }

    /** Copies the folder while the node runs, as a backup program does, and keeps the files' times. */
    void makeCopy() {
        try {
            FileSystemUtils.deleteRecursively(copy());
            // The exit code is ignored: cp reports files that vanish meanwhile, and copies the rest.
            new ProcessBuilder("cp", "-a", path.toString(), copy().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Replaces the folder by its copy, if there is one. */
    void restoreCopy() {
        try {
            if (Files.exists(copy())) {
                FileSystemUtils.deleteRecursively(path);
                Files.move(copy(), path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteJournals() {
        try {
            FileSystemUtils.deleteRecursively(journals());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Number of journals: one for the current run, and one for each earlier run that is not settled. */
    long journalCount() {
        try (Stream<Path> files = Files.list(journals())) {
            return files.filter(file -> file.toString().endsWith(".journal")).count();
        } catch (IOException e) {
            return 0;
        }
    }
}
