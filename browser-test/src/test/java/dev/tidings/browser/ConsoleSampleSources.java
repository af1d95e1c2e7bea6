package dev.tidings.browser;

import dev.tidings.testing.ExampleFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a configuration with both example digests and three sources, which {@link ConsoleSampleOpportunities} keeps
 * from running.
 */
final class ConsoleSampleSources {
    private ConsoleSampleSources() {}

    static Path configuration() {
        Path folder = ExampleFolders.combined("living-lytics", "proletto");
        try {
            Path sources = Files.createDirectories(folder.resolve("sources"));
            for (String name : List.of("atelier-notices", "city-deadlines", "open-grants")) {
                Files.writeString(
                        sources.resolve(name + ".yml"),
                        "kind: rss\nurl: https://" + name + ".example/feed.xml\ninterval: 6h\ntags: [calls]\n");
            }
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
