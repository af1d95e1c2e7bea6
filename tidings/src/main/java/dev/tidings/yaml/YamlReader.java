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

/** Reads YAML files and collects everything that is wrong with them. */
public final class YamlReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();

    private final List<ConfigurationError> errors = new ArrayList<>();

    /** Null if the file is no YAML at all; its mistakes are noted. */
    public <T> @Nullable T read(Path file, Function<YamlSection, T> reading) {
        YamlSection section = open(file);
        if (section == null) {
            return null;
        }
        T value = reading.apply(section);
        section.reportUnknownKeys();
        return value;
    }

    /** Notes what is wrong with a file or folder as a whole. */
    public void reportError(Path file, String what) {
        errors.add(new ConfigurationError(file, 0, what));
    }

    /** @throws ConfigurationErrors if anything was wrong */
    public void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors.stream()
                    .sorted(ConfigurationError.BY_POSITION)
                    .map(ConfigurationError::toString)
                    .toList());
        }
    }

    private @Nullable YamlSection open(Path file) {
        ErrorCollector notebook = (line, mistake) -> errors.add(new ConfigurationError(file, line, mistake));
        try {
            Node root = new Compose(SETTINGS)
                    .composeInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .orElse(null);
            if (root == null) {
                return new YamlSection(notebook, "", 1, List.of());
            }
            if (root instanceof MappingNode mapping) {
                return new YamlSection(notebook, "", YamlEntry.lineOf(root, 1), mapping.getValue());
            }
            notebook.add(YamlEntry.lineOf(root, 1), "The file is no section: give lines of \"key: value\"");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            notebook.add(
                    line, "This is no YAML (" + e.getProblem() + "): look for a missing quote, a tab or an indent");
        } catch (YamlEngineException e) {
            reportError(file, "This is no YAML (" + e.getMessage() + "): save it as UTF-8 text");
        } catch (IOException e) {
            reportError(file, "The file cannot be read (" + e + "): check its permissions");
        }
        return null;
    }
}
