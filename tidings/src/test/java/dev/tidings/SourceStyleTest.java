package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits for the sources of all modules. Each limit has its reason; raise none without a better one. */
class SourceStyleTest {
    /** A reader can remember a file of this length. */
    private static final int MAX_FILE_LINES = 250;

    /** Tests are lists of claims. A longer list belongs in two classes. */
    private static final int MAX_TEST_FILE_LINES = 500;

    /** A method fits on a screen. Statements in text blocks count, too. */
    private static final int MAX_METHOD_LINES = 50;

    private static final int MAX_TEST_METHOD_LINES = 85;

    /** More values are a record that has no name yet. */
    private static final int MAX_PARAMETERS = 7;

    /** A class that needs more collaborators does more than one thing. */
    private static final int MAX_CONSTRUCTOR_PARAMETERS = 11;

    /** Two files fit side by side on a wide screen. Tests are exempt: they quote expected texts. */
    private static final int MAX_LINE_WIDTH = 140;

    private record SourceFile(Path path, boolean test, CompilationUnitTree tree, String text) {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<SourceFile> SOURCES = new ArrayList<>();
    private static SourcePositions positions;

    @BeforeAll
    static void parseAllModules() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(paths()));
            positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree tree : task.parse()) {
                Path path = Path.of(tree.getSourceFile().toUri());
                boolean test = path.toString().replace('\\', '/').contains("/src/test/");
                String text = tree.getSourceFile().getCharContent(true).toString();
                SOURCES.add(new SourceFile(ROOT.relativize(path), test, tree, text));
            }
        }
        assertThat(SOURCES).hasSizeGreaterThan(500);
    }

    private static List<Path> paths() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceStyleTest::javaFiles)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void simpleTypeNameDenotesOneType() {
        Map<String, List<String>> locations = new TreeMap<>();
        for (SourceFile source : SOURCES) {
            for (Tree type : source.tree().getTypeDecls()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void unused) {
                        if (!type.getSimpleName().isEmpty()) {
                            locations
                                    .computeIfAbsent(type.getSimpleName().toString(), name -> new ArrayList<>())
                                    .add(source.toString());
                        }
                        return super.visitClass(type, null);
                    }
                }.scan(type, null);
            }
        }
        assertThat(locations.entrySet().stream().filter(name -> name.getValue().size() > 1))
                .as("a reader who searches for a name should find one type")
                .isEmpty();
    }

    @Test
    void filesAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (SourceFile source : SOURCES) {
            long lines = source.text().lines().count();
            if (lines > (source.test() ? MAX_TEST_FILE_LINES : MAX_FILE_LINES)) {
                tooLong.add(source + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files that do more than one thing").isEmpty();
    }

    @Test
    void linesFitOnAScreen() {
        List<String> tooWide = new ArrayList<>();
        for (SourceFile source : SOURCES) {
            if (source.test()) {
                continue;
            }
            List<String> lines = source.text().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > MAX_LINE_WIDTH) {
                    tooWide.add(source + ":" + (i + 1));
                }
            }
        }
        assertThat(tooWide)
                .as("lines of more than " + MAX_LINE_WIDTH + " characters")
                .isEmpty();
    }

    @Test
    void methodsAreShortAndTakeFewParameters() {
        List<String> findings = new ArrayList<>();
        for (SourceFile source : SOURCES) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    check(source, method, findings);
                    return super.visitMethod(method, null);
                }
            }.scan(source.tree(), null);
        }
        assertThat(findings).as("methods over a limit").isEmpty();
    }

    private static void check(SourceFile source, MethodTree method, List<String> findings) {
        String name = source + " " + method.getName();
        long lines = lines(source, method);
        if (lines > (source.test() ? MAX_TEST_METHOD_LINES : MAX_METHOD_LINES)) {
            findings.add(name + ": " + lines + " lines");
        }
        boolean constructor = method.getReturnType() == null;
        int parameters = method.getParameters().size();
        if (!source.test() && parameters > (constructor ? MAX_CONSTRUCTOR_PARAMETERS : MAX_PARAMETERS)) {
            findings.add(name + ": " + parameters + " parameters");
        }
    }

    private static long lines(SourceFile source, MethodTree method) {
        long start = positions.getStartPosition(source.tree(), method);
        long end = positions.getEndPosition(source.tree(), method);
        return start < 0 || end < 0
                ? 0
                : source.tree().getLineMap().getLineNumber(end)
                        - source.tree().getLineMap().getLineNumber(start)
                        + 1;
    }
}
