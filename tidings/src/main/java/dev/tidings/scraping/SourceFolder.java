package dev.tidings.scraping;

import dev.tidings.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code sources} of a configuration: one file per source, or none at all. */
public final class SourceFolder {
    private static final String ENDING = ".yml";

    private SourceFolder() {}

    /** @throws dev.tidings.yaml.ConfigurationErrors with everything that is wrong in any of its files */
    public static SourceCatalog read(Path folder) {
        YamlReader yaml = new YamlReader();
        List<Source> sources = new ArrayList<>();
        for (Path file : files(folder, yaml)) {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, Math.max(0, fileName.length() - ENDING.length()));
            if (fileName.endsWith(".yaml")) {
                yaml.reportError(file, "The file is not read: let its name end in " + ENDING);
            } else if (fileName.endsWith(ENDING) && !name.matches(SourceForms.NAME_PATTERN)) {
                yaml.reportError(
                        file, "The file's name is the source's: give 1 to 40 lower-case letters, digits and dashes");
            } else if (fileName.endsWith(ENDING)) {
                Source source = yaml.read(file, section -> SourceReader.read(name, section));
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
