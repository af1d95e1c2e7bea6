package dev.tidings.yaml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML files and collects all their errors. */
public final class YamlReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();

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
        try {
            Node root = new Compose(SETTINGS)
                    .composeInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .orElse(null);
            if (root == null) {
                return new YamlSection(collector, "", 1, List.of());
            }
            if (root instanceof MappingNode mapping) {
                return new YamlSection(collector, "", YamlEntry.lineOf(root, 1), mapping.getValue());
            }
            collector.add(YamlEntry.lineOf(root, 1), "The file is not a section: give lines of \"key: value\"");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            collector.add(
                    line, "This is not YAML (" + e.getProblem() + "): look for a missing quote, a tab or an indent");
        } catch (YamlEngineException e) {
            reportError(file, "This is not YAML (" + e.getMessage() + "): save it as UTF-8 text");
        } catch (IOException e) {
            reportError(file, "The file cannot be read (" + e + "): check its permissions");
        }
        return null;
    }
}
