package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares section Environment of docs/configuration.md with the variables that are read. */
class EnvironmentReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/configuration.md");

    /** @param needed the column of the reference: yes, one of several, or empty */
    record VariableRow(String variable, String needed) {}

    @Test
    void referenceListsExactlyTheVariables() throws IOException {
        Set<String> read = new TreeSet<>();
        new EnvironmentReader(new HashMap<>() {
                    @Override
                    public @Nullable String get(Object name) {
                        read.add(name.toString());
                        return null;
                    }
                })
                .withDefaults();

        assertThat(rows()).extracting(VariableRow::variable).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void missingRequiredVariableIsAnError() throws IOException {
        List<String> lines = catchThrowableOfType(
                        SettingsErrors.class, () -> new EnvironmentReader(Map.of()).forServing())
                .lines();

        for (VariableRow row : rows()) {
            assertThat(lines.stream().anyMatch(line -> line.matches(".*\\b" + row.variable() + "\\b.* is not set.*")))
                    .as(row.variable())
                    .isEqualTo(!row.needed().isEmpty() && !row.needed().startsWith("with "));
        }
    }

    private static List<VariableRow> rows() throws IOException {
        List<VariableRow> rows = new ArrayList<>();
        boolean environment = false;
        for (String line : Files.readAllLines(REFERENCE)) {
            if (line.startsWith("#")) {
                environment = line.equals("## Environment");
            } else if (environment && line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                rows.add(new VariableRow(cells[1].strip().replace("`", ""), cells[2].strip()));
            }
        }
        return rows;
    }
}
