package dev.tidings.fuzz;

import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.scraping.SourceFolder;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a configuration folder. */
final class ConfigurationFuzzTarget implements FuzzTarget {
    private final Path folder;
    private final List<Path> files;
    private final byte[] digest;

    ConfigurationFuzzTarget() {
        try {
            folder = Files.createTempDirectory("tidings-fuzz-");
            files = List.of(
                    folder.resolve("tidings.yml"),
                    folder.resolve("digests/weekly.yml"),
                    folder.resolve("sources/board.yml"));
            Files.createDirectory(folder.resolve("digests"));
            Files.createDirectory(folder.resolve("sources"));
            digest = Files.readAllBytes(Path.of("../examples/living-lytics/digests/living-lytics.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(byte[] input) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.write(files.get(1), digest);
        Files.write(files.get(FuzzTarget.variant(input, files.size())), FuzzTarget.rest(input));
        try {
            ConfigurationFolder.read(folder);
            SourceFolder.read(folder.resolve("sources"));
        } catch (ConfigurationErrors refused) {
            refused.lines()
                    .forEach(error -> FuzzTarget.require(
                            error.startsWith(folder.toString()) && error.chars().noneMatch(Character::isISOControl),
                            "an error is no line with its file: " + error));
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0public-url: https://a.example\nretention: { letters: 1100d }\nmaintenance:\n  checks:\n    disk: { warning: 85% }\n",
                "1name: &a weekly\ntitle: *a\nsubject: \"{{x}}\"\ncadence: { weekday: monday, at: \"07:00\", zone: UTC }\n",
                "2kind: html\nurl: https://a.example\nitems: li\nfields: { title: h2 }\nclean: { title: \"(a+)+$\" }\n",
                "1<<: *x\n? [a]\n: !!java.util.Date b\n");
    }
}
