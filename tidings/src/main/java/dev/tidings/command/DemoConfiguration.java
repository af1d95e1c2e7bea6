package dev.tidings.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's configuration: the digests of both products in one folder below the demo's data. The first start copies it
 * there; the examples stay unchanged.
 */
final class DemoConfiguration {
    private static final List<String> EXAMPLES = List.of("living-lytics", "proletto");

    private DemoConfiguration() {}

    static Path readOrCreate(Path data) {
        Path folder = data.resolve("configuration");
        if (!Files.isDirectory(folder)) {
            try {
                create(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("The demo's configuration cannot be stored in " + folder, e);
            }
        }
        return folder;
    }

    private static void create(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("digests"));
        for (String example : EXAMPLES) {
            Path from = example(example).resolve("digests");
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve("digests").resolve(file.getFileName()));
                }
            }
        }
    }

    private static Path example(String name) {
        Path home = Path.of(System.getProperty("tidings.home", ""));
        Path folder = home.resolve("examples").resolve(name).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    "The sample configuration " + folder + " is missing; start bin/tidings demo");
        }
        return folder;
    }
}
