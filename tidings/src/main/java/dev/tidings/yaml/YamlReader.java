package dev.tidings.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML files and collects all their errors. */
public final class YamlReader {
    public static final String EXTENSION = ".yml";

    private final List<ConfigurationError> errors = new ArrayList<>();

    /** Reads a file and collects its errors. Returns null if it is not YAML. */
    public <T> @Nullable T read(Path file, Function<YamlSection, T> reading) {
        YamlSection section = open(file);
        if (section == null) {
            return null;
        }
        T value = reading.apply(section);
        section.reportUnknownKeys();
        return value;
    }

    /**
     * The files of a folder that end in {@code .yml}, in their order; none if there is no such folder. Reports files that
     * nearly end so.
     */
    public List<Path> files(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            reportError(folder, "This is not a folder: make one of this name, with a file for each");
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().filter(this::isRead).toList();
        } catch (IOException e) {
            reportError(folder, "The folder cannot be read: " + YamlFile.reason(e));
            return List.of();
        }
    }

    private boolean isRead(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(EXTENSION) && name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")) {
            reportError(file, "The file is ignored: rename it to end in " + EXTENSION);
        }
        return name.endsWith(EXTENSION);
    }

    /** Reports an error of a file or folder as a whole. */
    public void reportError(Path file, String what) {
        errors.add(new ConfigurationError(file, 0, what));
    }

    /** @throws ConfigurationErrors if there are errors */
    public void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors.stream()
                    .sorted(ConfigurationError.BY_POSITION)
                    .map(ConfigurationError::toString)
                    .toList());
        }
    }

    private @Nullable YamlSection open(Path file) {
        ErrorCollector collector = (line, error) -> errors.add(new ConfigurationError(file, line, error));
        int before = errors.size();
        Node root = YamlFile.read(file, collector);
        if (errors.size() > before) {
            return null;
        }
        if (root == null) {
            return new YamlSection(collector, "", 1, List.of());
        }
        if (root instanceof MappingNode mapping) {
            return new YamlSection(collector, "", YamlEntry.lineOf(root, 1), mapping.getValue());
        }
        collector.add(YamlEntry.lineOf(root, 1), "The file is not a section: give lines of \"key: value\"");
        return null;
    }
}
