package dev.tidings.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @TempDir
    Path folder;

    private final YamlReader reader = new YamlReader();

    private record Fruit(String name, int weight, boolean ripe, List<String> colors, List<String> seeds) {}

    private static Fruit fruit(YamlSection file) {
        return new Fruit(
                file.required("name", ValueParser.TEXT),
                file.optional("weight", ValueParser.wholeNumber(0, 100), 1),
                file.optional("ripe", ValueParser.FLAG, false),
                file.list("colors", ValueParser.choice("red", "green")),
                file.sections("seeds").stream()
                        .map(seed -> seed.required("kind", ValueParser.TEXT))
                        .toList());
    }

    @Test
    void allValueTypesAreRead() throws IOException {
        Fruit fruit = reader.read(file("""
                name: "Apple: the fruit"
                weight: 12
                ripe: true
                colors: [red, green]
                seeds:
                  - kind: small
                  - { kind: brown }
                """), YamlReaderTest::fruit);

        assertThatCode(reader::throwIfInvalid).doesNotThrowAnyException();
        assertThat(fruit)
                .isEqualTo(new Fruit("Apple: the fruit", 12, true, List.of("red", "green"), List.of("small", "brown")));
    }

    @Test
    void emptyValueEqualsAMissingOne() throws IOException {
        Fruit fruit = reader.read(file("""
                name: Apple
                weight:
                ripe: null
                colors: ~
                seeds: ""
                """), YamlReaderTest::fruit);

        assertThatCode(reader::throwIfInvalid).doesNotThrowAnyException();
        assertThat(fruit).isEqualTo(new Fruit("Apple", 1, false, List.of(), List.of()));
    }

    @Test
    void textIsStrippedAndNotConverted() throws IOException {
        assertThat(reader.read(file("name: 1.10"), YamlReaderTest::fruit))
                .extracting(Fruit::name)
                .isEqualTo("1.10");
        assertThat(reader.read(file("name: >\n  one\n  line\n"), YamlReaderTest::fruit))
                .extracting(Fruit::name)
                .isEqualTo("one line");
    }

    @Test
    void anchorIsResolved() throws IOException {
        Fruit fruit = reader.read(file("name: &a Apple\nseeds: [{kind: *a}]"), YamlReaderTest::fruit);

        assertThat(fruit).extracting(Fruit::seeds).isEqualTo(List.of("Apple"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            weight: 2                   | 1: name is missing: give a text in one line
            name: {}                    | 1: name is a section: give a text in one line
            name: [a]                   | 1: name is a list: give a text in one line
            name: "a\\nb"               | 1: name is "a\\nb": give a text in one line
            name: a\\nweight: heavy     | 2: weight is "heavy": give a whole number from 0 to 100
            name: a\\nweight: 101       | 2: weight is "101": give a whole number from 0 to 100
            name: a\\nweight: 1.5       | 2: weight is "1.5": give a whole number from 0 to 100
            name: a\\nripe: yes         | 2: ripe is "yes": give one of true, false
            name: a\\nripe: treu        | 2: ripe is "treu": did you mean true?
            name: a\\ncolors: red       | 2: colors is a text: give a list, each item behind a dash
            name: a\\ncolors: [red, gren] | 2: colors[1] is "gren": did you mean green?
            name: a\\ncolors:\\n- red\\n- {} | 4: colors[1] is a section: give one of red, green
            name: a\\nseeds: [small]    | 2: seeds[0] is a text: give lines of "key: value"
            name: a\\nseeds:\\n- {}     | 3: seeds[0].kind is missing: give a text in one line
            name: a\\nseeds:\\n- {kind: a, knd: b} | 3: seeds[0].knd is unknown: did you mean kind?
            name: a\\nwieght: 2         | 2: wieght is unknown: did you mean weight?
            name: a\\nprice: 2          | 2: price is unknown: known here are name, weight, ripe, colors, seeds
            name: a\\nname: b           | 2: name is already in line 1: keep one of them
            name: a\\n? [x]\\n: y       | 2: ? is not a key: give a plain word
            name: a\\n"\\e[31m\\x0ab": 1 | 2: ?[31m\\nb is unknown: known here are name, weight, ripe, colors, seeds
            - name                      | 1: The file is not a section: give lines of "key: value"
            just a text                 | 1: The file is not a section: give lines of "key: value"
            """)
    void errorHasLineAndKey(String text, String error) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace("\"a\nb\"", "\"a\\nb\""));

        assertThat(errors(file, YamlReaderTest::fruit)).containsExactly(file + ":" + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: a: b                  | 1 | mapping values are not allowed here
            name: a\\nweight: "2        | 2 | found unexpected end of stream
            name: a\\n\\tweight: 2      | 2 | found character '\\t(TAB)' that cannot start any token
            name: *a                    | 1 | found undefined alias a
            name: a\\n---\\nname: b     | 2 | but found another document
            name: [a                    | 1 | expected ',' or ']'
            """)
    void syntaxErrorHasItsLine(String text, int line, String problem) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(errors(file, YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .startsWith(file + ":" + line + ": This is not YAML (" + problem)
                .endsWith("): look for a missing quote, a tab or an indent");
    }

    @Test
    void fileThatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin1.yml"), "name: Äpfel".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(errors(file, YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .startsWith(file + ": This is not YAML")
                .endsWith("save it as UTF-8 text");
    }

    @Test
    void controlCharacterIsNotAQuestionOfUtf8() throws IOException {
        assertThat(errors(file("name: a\u0001b"), YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .contains("This is not YAML")
                .doesNotContain("UTF-8");
    }

    @Test
    void deepNestingIsRefusedWithItsLine() throws IOException {
        String deep = "name: Apple\nskins:\n  " + "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(errors(file(deep), YamlReaderTest::fruit))
                .containsExactly(folder.resolve("fruit.yml") + ":3: The file is nested more than 32 levels deep");
    }

    @Test
    void hugeFilesAreRefused() throws IOException {
        assertThat(errors(file("# " + "x".repeat(1_000_000)), YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .endsWith(": The file has more than 1 MB: split it");
    }

    @Test
    void manyValuesAreRefusedWithTheirLine() throws IOException {
        assertThat(errors(file("name: [" + "a, ".repeat(30_000) + "]"), YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .contains(":1: The file has more than 10000 keys and values: split it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null"})
    void deviceIsRefused(String device) {
        assertThat(errors(Path.of(device), YamlReaderTest::fruit))
                .containsExactly(device + ": The file cannot be read: it is not a regular file");
    }

    @Test
    void linkToNothingIsReported() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.yml"), folder.resolve("gone.yml"));
        assertThat(errors(link, YamlReaderTest::fruit))
                .containsExactly(link + ": The file cannot be read: it is a link to a file that does not exist");
    }

    @Test
    void byteOrderMarkIsIgnored() throws IOException {
        Fruit fruit = reader.read(file("\uFEFFname: Apple"), YamlReaderTest::fruit);

        assertThatCode(reader::throwIfInvalid).doesNotThrowAnyException();
        assertThat(fruit).extracting(Fruit::name).isEqualTo("Apple");
    }

    @Test
    void unreadableFileIsReported() {
        Path missing = folder.resolve("missing.yml");

        assertThat(errors(missing, YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .startsWith(missing + ": The file cannot be read");
    }

    @Test
    void errorsOfAllFilesAreSorted() throws IOException {
        Path second = file("b.yml", "weigt: 2\nname: []\nripe: perhaps");
        Path first = file("a.yml", "name: a\nweight: b");
        reader.read(second, YamlReaderTest::fruit);

        assertThat(errors(first, YamlReaderTest::fruit))
                .containsExactly(
                        first + ":2: weight is \"b\": give a whole number from 0 to 100",
                        second + ":1: weigt is unknown: did you mean weight?",
                        second + ":2: name is a list: give a text in one line",
                        second + ":3: ripe is \"perhaps\": give one of true, false");
    }

    @Test
    void consequentialErrorIsNotReported() throws IOException {
        Path file = file("name: []");

        assertThat(errors(file, section -> {
                    section.required("name", ValueParser.TEXT);
                    section.reportError("name", "is not that of a fruit");
                    return section;
                }))
                .containsExactly(file + ":1: name is a list: give a text in one line");
    }

    @Test
    void missingSectionReportsItsRequiredKeys() throws IOException {
        Function<YamlSection, String> reading = file -> file.section("tree").required("kind", ValueParser.TEXT);
        Path without = file("a.yml", "# nothing");
        Path other = file("b.yml", "tree: oak");
        reader.read(without, reading);

        assertThat(errors(other, reading))
                .containsExactly(
                        without + ":1: tree.kind is missing: give a text in one line",
                        other + ":1: tree is a text: give lines of \"key: value\"");
    }

    @Test
    void longValueIsTruncated() throws IOException {
        Path file = file("name: a\nripe: " + "9".repeat(100_000));

        assertThat(errors(file, YamlReaderTest::fruit))
                .singleElement()
                .asString()
                .contains("is \"" + "9".repeat(60) + "…\"");
    }

    private List<String> errors(Path file, Function<YamlSection, ?> reading) {
        reader.read(file, reading);
        return catchThrowableOfType(ConfigurationErrors.class, reader::throwIfInvalid)
                .lines();
    }

    private Path file(String text) throws IOException {
        return file("fruit.yml", text);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
