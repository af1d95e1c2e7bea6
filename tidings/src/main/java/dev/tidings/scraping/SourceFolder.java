package dev.tidings.scraping;

import dev.tidings.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the configuration folder {@code sources}, which has one file per source and may be absent. */
public final class SourceFolder {
    /** What the name of a source matches. */
    public static final String NAME_PATTERN = "[a-z0-9-]{1,40}";

    private SourceFolder() {}

    /** @throws dev.tidings.yaml.ConfigurationErrors with all errors of all files */
    public static SourceCatalog read(Path folder) {
        return read(folder, SourceVariables.ENVIRONMENT);
    }

    static SourceCatalog read(Path folder, SourceVariables variables) {
        YamlReader yaml = new YamlReader();
        List<Source> sources = new ArrayList<>();
        for (Path file : yaml.files(folder)) {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, fileName.length() - YamlReader.EXTENSION.length());
            if (!name.matches(NAME_PATTERN)) {
                yaml.reportError(
                        file, "The file name is the source's name: use 1 to 40 lower-case letters, digits and dashes");
                continue;
            }
            Source source = yaml.read(file, section -> SourceReader.read(name, section, variables));
            if (source != null) {
                sources.add(source);
            }
        }
        yaml.throwIfInvalid();
        return new SourceCatalog(sources);
    }
}
