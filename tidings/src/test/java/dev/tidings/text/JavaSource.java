package dev.tidings.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source file of the program and its string literals. It excludes comments and text blocks, which contain SQL.
 *
 * @param code the text, with every literal replaced by its number, as {@code "N"}
 */
public record JavaSource(Path path, String code, List<String> literals) {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern TOKEN = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\"[ \\t]*\\n.*?\"\"\"|'(?:[^'\\\\]|\\\\.)+'|\"((?:[^\"\\\\\\n]|\\\\.)*)\"",
            Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\"(\\d+)\"");

    /** A word, a space, a word; one word with a capital; or a piece of a sentence that begins or ends with a space. */
    private static final Pattern ENGLISH = Pattern.compile(
            "[A-Za-z’]{2,}[,:;.]? [A-Za-z’]{2,}" + "|^[A-Z][a-z]{2,}[ ,:.]*$|^[ ,]+[a-z]{2,}[ ,:]*$|^[a-z]{2,} $");

    /**
     * Statements whose texts are for operators and developers: exceptions, log, API documentation, errors in files,
     * SQL.
     */
    private static final Pattern NOT_FOR_READERS =
            Pattern.compile("\\bthrow\\b|orElseThrow|new \\w+(Exception|Refused|RowWarning)\\("
                    + "|new RowWarning\\(|\\blog\\.|\\.sql\\(|@\\w+\\(|[nN]ote\\.accept\\(|\\.fail\\(|addError\\(|errors\\.add"
                    + "|refuse\\(|Pattern\\.compile|requireNonNull|SeededRandom\\.\\w+\\(");

    static Stream<JavaSource> all() {
        return below(SOURCES);
    }

    /** The sources of the class's package and its subpackages. */
    public static Stream<JavaSource> inPackageOf(Class<?> type) {
        return below(SOURCES.resolve(type.getPackageName().replace('.', '/')));
    }

    public static JavaSource of(Class<?> type) {
        return read(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    }

    private static Stream<JavaSource> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(JavaSource::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JavaSource read(Path path) {
        try {
            return parse(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JavaSource parse(Path path, String text) {
        List<String> literals = new ArrayList<>();
        String code = TOKEN.matcher(text).replaceAll(token -> {
            if (token.group(1) == null) {
                return " ";
            }
            literals.add(token.group(1));
            return "\"" + (literals.size() - 1) + "\"";
        });
        return new JavaSource(path, code, literals);
    }

    /** English that may reach a reader: a heuristic over literals and their statements. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Matcher literal = NUMBER.matcher(code);
        while (literal.find()) {
            String text = literals.get(Integer.parseInt(literal.group(1)));
            if (ENGLISH.matcher(text).find()
                    && !NOT_FOR_READERS.matcher(statement(literal.start())).find()) {
                sentences.add(text);
            }
        }
        return sentences;
    }

    /** The text of the statement before the position. */
    private String statement(int position) {
        int begin = position;
        while (begin > 0 && ";{}".indexOf(code.charAt(begin - 1)) < 0) {
            begin--;
        }
        return code.substring(begin, position);
    }
}
