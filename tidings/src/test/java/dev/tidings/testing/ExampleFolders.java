package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example configurations of the repository. */
public final class ExampleFolders {
    private static final Path EXAMPLES = Path.of("../examples");

    private ExampleFolders() {}

    /** One configuration with the digests of several examples. */
    public static Path combined(String... names) {
        try {
            Path folder = ForkFolder.of(String.join("+", names));
            Path digests = Files.createDirectories(folder.resolve("digests"));
            for (String name : names) {
                for (Path file : files(EXAMPLES.resolve(name).resolve("digests"))) {
                    Files.writeString(digests.resolve(file.getFileName().toString()), Files.readString(file));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
