package dev.tidings.digest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.core.Mailbox;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares docs/configuration.md with the configuration records and with the parsed defaults. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/configuration.md");
    private static final String INSTALLATION_FILE = "tidings.yml";
    private static final String DIGEST_FILE = "digests/NAME.yml";
    private static final String SHORTEST_DIGEST = """
            title: Weekly
            cadence: { weekday: monday, at: "07:00", zone: UTC }
            content: { source: metrics, metrics: { show: [{ key: steps, label: Steps }] } }
            template: weekly-metrics
            subject: Your week
            sender: { name: Acme, address: digest@acme.example }
            brand:
              name: Acme
              accent: "#3b5bdb"
              link: https://acme.example
              link-label: Open
              postal-address: 1 Example Street
            """;

    @TempDir
    Path folder;

    /** A row of a table in the reference. */
    record ConfigurationKey(String file, String path, String defaultValue) {
        @Override
        public String toString() {
            return path;
        }
    }

    @Test
    void referenceListsExactlyTheKeys() throws IOException {
        assertThat(keys().filter(key -> key.file().equals(INSTALLATION_FILE)).map(ConfigurationKey::path))
                .containsExactlyInAnyOrderElementsOf(paths("", InstallationSettings.class));
        assertThat(keys().filter(key -> key.file().equals(DIGEST_FILE)).map(ConfigurationKey::path))
                .containsExactlyInAnyOrderElementsOf(paths("", Digest.class));
    }

    @ParameterizedTest
    @MethodSource("requiredKeys")
    void missingRequiredKeyIsAnError(ConfigurationKey key) {
        ConfigurationErrors errors = catchThrowableOfType(ConfigurationErrors.class, () -> readWith(key, Map::remove));

        assertThat(errors.lines())
                .singleElement()
                .asString()
                .contains(": " + key.path().replace("[]", "[0]") + " is missing: give ");
    }

    @ParameterizedTest
    @MethodSource("keysWithDefault")
    void documentedDefaultIsTheDefault(ConfigurationKey key) throws IOException {
        Object defaultValue = yaml(key.defaultValue().replace("`", ""));

        TidingsConfiguration explicit = readWith(key, (section, name) -> section.put(name, defaultValue));
        TidingsConfiguration implicit = readWith(key, Map::remove);

        assertThat(explicit.installation()).isEqualTo(implicit.installation());
        assertThat(List.copyOf(explicit.digests().all()))
                .isEqualTo(List.copyOf(implicit.digests().all()));
    }

    static Stream<ConfigurationKey> requiredKeys() throws IOException {
        return keys().filter(key -> key.defaultValue().equals("required"));
    }

    static Stream<ConfigurationKey> keysWithDefault() throws IOException {
        return keys().filter(key -> key.defaultValue().startsWith("`"));
    }

    private static Stream<ConfigurationKey> keys() throws IOException {
        List<ConfigurationKey> keys = new ArrayList<>();
        String file = "";
        for (String line : Files.readAllLines(REFERENCE)) {
            if (line.startsWith("## ")) {
                file = line.substring(3);
            } else if (line.startsWith("| `")
                    && List.of(INSTALLATION_FILE, DIGEST_FILE).contains(file)) {
                String[] cells = line.split("\\|", -1);
                keys.add(new ConfigurationKey(file, cells[1].strip().replace("`", ""), cells[3].strip()));
            }
        }
        return keys.stream();
    }

    /** The dotted keys of a configuration record. A component is a key, a record component is a section. */
    private static List<String> paths(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> paths(prefix, component).stream())
                .toList();
    }

    private static List<String> paths(String prefix, RecordComponent component) {
        // A component cannot have the name of a keyword.
        String name = component.getName().equals("hold") ? "for" : component.getName();
        String path = prefix + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        if (component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> item
                && isSection(item)) {
            return paths(path + "[].", item);
        }
        Class<?> type = component.getType();
        if (type == Mailbox.class) {
            return paths(prefix, type);
        }
        return isSection(type) ? paths(path + ".", type) : List.of(path);
    }

    private static boolean isSection(Class<?> type) {
        return type.isRecord() && type.getPackage() == Digest.class.getPackage();
    }

    private TidingsConfiguration readWith(ConfigurationKey key, BiConsumer<Map<String, Object>, String> change)
            throws IOException {
        Map<String, Object> installation = new HashMap<>();
        Map<String, Object> digest = section(yaml(SHORTEST_DIGEST));
        List<String> names = List.of(key.path().split("\\."));
        Map<String, Object> section = key.file().equals(DIGEST_FILE) ? digest : installation;
        for (String name : names.subList(0, names.size() - 1)) {
            section = subsection(section, name);
        }
        change.accept(section, names.getLast());
        Files.createDirectories(folder.resolve("digests"));
        Files.writeString(folder.resolve("tidings.yml"), text(installation));
        Files.writeString(folder.resolve("digests/weekly.yml"), text(digest));
        return ConfigurationFolder.read(folder);
    }

    private static Map<String, Object> subsection(Map<String, Object> section, String name) {
        return name.endsWith("[]")
                ? section(((List<?>) requireNonNull(section.get(name.replace("[]", "")))).getFirst())
                : section(section.computeIfAbsent(name, absent -> new HashMap<>()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static String text(Map<String, Object> yaml) {
        return new Dump(DumpSettings.builder().build()).dumpToString(yaml);
    }
}
