package dev.tidings.scraping;

import dev.tidings.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the configuration folder {@code sources}, which has one file per source and may be absent. */
public final class SourceFolder {
    /** What the name of a source matches. */
    public static final String NAME_PATTERN = "[a-z0-9-]{1,40}";

    private static final String EXTENSION = ".yml";

    private SourceFolder() {}

    /** @throws dev.tidings.yaml.ConfigurationErrors with all errors of all files */
    public static SourceCatalog read(Path folder) {
        return read(folder, SourceVariables.ENVIRONMENT);
    }

    static SourceCatalog read(Path folder, SourceVariables variables) {
        YamlReader yaml = new YamlReader();
        List<Source> sources = new ArrayList<>();
        for (Path file : files(folder, yaml)) {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, Math.max(0, fileName.length() - EXTENSION.length()));
            if (fileName.endsWith(".yaml")) {
                yaml.reportError(file, "The file is ignored: rename it to end in " + EXTENSION);
            } else if (fileName.endsWith(EXTENSION) && !name.matches(NAME_PATTERN)) {
                yaml.reportError(
                        file, "The file name is the source's name: use 1 to 40 lower-case letters, digits and dashes");
            } else if (fileName.endsWith(EXTENSION)) {
                Source source = yaml.read(file, section -> SourceReader.read(name, section, variables));
                if (source != null) {
                    sources.add(source);
                }
            }
        }
        yaml.throwIfInvalid();
        return new SourceCatalog(sources);
    }

    private static List<Path> files(Path folder, YamlReader yaml) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            yaml.reportError(folder, "The folder cannot be read (" + e + "): check its permissions");
            return List.of();
        }
    }
}
