package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ItemField;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the sources chapter of docs/configuration.md with {@link Source} and its defaults. */
class SourceReferenceTest {
    private static final String MINIMAL = "kind: json\nurl: https://source.example/list\n";

    @TempDir
    Path folder;

    /** A row of the reference table. */
    record DocumentedSourceKey(String name, String standard) {}

    @Test
    void referenceListsExactlyTheKeys() throws IOException {
        assertThat(keys().map(DocumentedSourceKey::name))
                .containsExactlyElementsOf(Arrays.stream(Source.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .filter(name -> !name.equals("name"))
                        .flatMap(name -> name.equals("request") ? Stream.of("headers", "body") : Stream.of(name))
                        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void referenceListsEveryField() throws IOException {
        String text = section().replaceAll("\\s+", " ");
        String documentedFields = between(text, "`fields`, `clean` and `find` accept ", "; `defaults`");
        String documentedDefaults = between(text, "fields that items can share: ", " | kind");

        assertThat(names(documentedFields)).containsExactlyElementsOf(keysOf(EnumSet.allOf(ItemField.class)));
        assertThat(names(documentedDefaults))
                .containsExactlyElementsOf(keysOf(EnumSet.complementOf(EnumSet.copyOf(SourceReader.WITHOUT_DEFAULT))));
    }

    @ParameterizedTest
    @MethodSource("keysWithDefault")
    void documentedDefaultIsTheDefault(DocumentedSourceKey key) throws IOException {
        assertThat(read(MINIMAL + key.name() + ": " + key.standard().replace("`", "") + "\n"))
                .isEqualTo(read(MINIMAL));
    }

    @Test
    void examplesAreValidAndDisabled() {
        List<Source> examples =
                SourceFolder.read(Path.of("../examples/proletto/sources")).all();

        assertThat(examples).extracting(Source::kind).containsExactlyInAnyOrder(SourceKind.values());
        assertThat(examples).noneMatch(Source::enabled);
    }

    static Stream<DocumentedSourceKey> keysWithDefault() throws IOException {
        return keys().filter(key -> key.standard().startsWith("`"));
    }

    private Source read(String text) throws IOException {
        Files.writeString(folder.resolve("a.yml"), text);
        return SourceFolder.read(folder).require("a");
    }

    private static Stream<DocumentedSourceKey> keys() throws IOException {
        return section()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .filter(cells -> cells.length == 6)
                .map(cells -> new DocumentedSourceKey(cells[1].strip().replace("`", ""), cells[3].strip()));
    }

    private static String section() throws IOException {
        return between(Files.readString(Path.of("../docs/configuration.md")), "## sources/NAME.yml", "\n## ");
    }

    private static String between(String text, String begin, String end) {
        int start = text.indexOf(begin) + begin.length();
        return text.substring(start, text.indexOf(end, start));
    }

    private static List<String> names(String text) {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> keysOf(EnumSet<ItemField> fields) {
        return fields.stream().map(ItemField::key).toList();
    }
}
