package dev.tidings.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.metrics.MetricsContentSource;
import dev.tidings.recommender.RecommendationContentSource;
import dev.tidings.recommender.ranking.Recommender;
import dev.tidings.render.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the message catalog with the sources and templates that use it. */
class CatalogUseTest {
    private static final Path FILE = Path.of("src/main/resources/messages/messages.properties");
    private static final Path PAGES = Path.of("src/main/jte/reader");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern INCLUDED = Pattern.compile("\\{\\{> messages/(\\S+?)}}");
    private static final Pattern KEY = Pattern.compile("^([A-Za-z][A-Za-z0-9.]*)=", Pattern.MULTILINE);

    /** The parts of a page or template that no reader sees. */
    private static final Pattern MARKUP = Pattern.compile(
            "<style.*?</style>|<mj-style>.*?</mj-style>|<!--.*?-->|\\{\\{.*?}}|[$!]\\{.*?}|@\\w+[^\\n]*|<(?:[^>\"]|\"[^\"]*\")*>|&\\w+;",
            Pattern.DOTALL);

    private static final Pattern TEXT_ATTRIBUTE = Pattern.compile("(?:aria-label|alt|title)=\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

    /** Literals that no reader sees, or that operators and sources provide. */
    private static final Set<String> ALLOWED = Set.of(
            // a sample opportunity and a sample reader, to check templates against
            "Residency for sculptors",
            "Three months in a studio of 60 square meters, with a foundry next door.",
            "Foundry Studios",
            "Berlin",
            "Ada Lovelace",
            // errors in an operator's files
            "is empty: give a list of { key: ..., column: ... }",
            "a date format",
            "a zone of the tz database",
            " is a metric",
            ".yml: subject",
            "there is no such message",
            "there is no templates/",
            "> is inside an HTML element that is not closed; add a <tbody> to every nested table",
            " is not a template path: write folder/file.mjml or folder/file.txt with letters, digits, dashes and underscores",
            ", neither in ",
            " nor in the program",
            // why a model went live or was refused: for operators
            "promoted by an operator",
            "another version went live meanwhile",
            "rolled back from version ",
            "log-loss %.4f against %.4f of the live version, on %d held-out examples",
            "too few examples: ",
            "training diverged: ",
            "no worse: ");

    private final MessageCatalog catalog = MessageCatalog.english();

    @Test
    void usedMessagesExist() throws IOException {
        assertThat(used())
                .allSatisfy(key -> assertThat(catalog.contains(key)).as(key).isTrue());
    }

    @Test
    void allMessagesAreUsed() throws IOException {
        Set<String> unused = new TreeSet<>(keys());
        unused.removeAll(used());

        assertThat(unused).isEmpty();
    }

    @Test
    void keysAreUnique() throws IOException {
        assertThat(keys()).doesNotHaveDuplicates();
    }

    @Test
    void callsPassTheArgumentsOfTheirMessages() throws IOException {
        assertThat(calls().filter(call -> !call.key().startsWith("date.")))
                .hasSizeGreaterThan(60)
                .allSatisfy(call -> assertThat(call.arguments())
                        .as(call.toString())
                        .containsExactlyInAnyOrderElementsOf(catalog.arguments(call.key())));
    }

    @Test
    void includedMessagesContainNoMarkup() throws IOException {
        assertThat(included())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(catalog.asTemplate(key).replaceAll("\\{\\{.*?}}", ""))
                        .as(key)
                        .doesNotContainPattern("[&<>\"{}]"));
    }

    @Test
    void javaContainsNoSentencesOfLetters() {
        List<String> sentences = Stream.of(
                        MetricsContentSource.class,
                        RecommendationContentSource.class,
                        Recommender.class,
                        Renderer.class)
                .flatMap(JavaSource::inPackageOf)
                .flatMap(source -> source.sentences().stream()
                        .filter(text -> !ALLOWED.contains(text.replace("\\\"", "")))
                        .map(text -> source.path().getFileName() + ": " + text))
                .toList();

        assertThat(sentences).isEmpty();
    }

    @Test
    void readerPagesAndTemplatesContainNoWords() throws IOException {
        List<String> words = new ArrayList<>();
        for (Path file : files(PAGES, TEMPLATES)) {
            String text = Files.readString(file);
            Stream.concat(
                            Stream.of(MARKUP.matcher(text).replaceAll(" ").replaceAll("(?m)^`\\)$", "")),
                            TEXT_ATTRIBUTE
                                    .matcher(text)
                                    .results()
                                    .map(found -> MARKUP.matcher(found.group(1)).replaceAll(" ")))
                    .flatMap(remaining -> WORD.matcher(remaining).results())
                    .map(word -> file.getFileName() + ": " + word.group())
                    .forEach(words::add);
        }

        assertThat(words).isEmpty();
    }

    private Set<String> used() throws IOException {
        Set<String> used = new HashSet<>(included());
        calls().map(MessageCall::key).forEach(used::add);
        return used;
    }

    private static Stream<MessageCall> calls() throws IOException {
        return Stream.concat(JavaSource.all(), files(PAGES).stream().map(JavaSource::read))
                .flatMap(MessageCall::in);
    }

    private static Set<String> included() throws IOException {
        Set<String> included = new TreeSet<>();
        for (Path file : files(TEMPLATES)) {
            INCLUDED.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(included::add);
        }
        return included;
    }

    private static List<String> keys() throws IOException {
        return KEY.matcher(Files.readString(FILE))
                .results()
                .map((MatchResult key) -> key.group(1))
                .toList();
    }

    private static List<Path> files(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> below = Files.walk(folder)) {
                below.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }
}
