package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every source file of docs/scraping.md against the documents of the same name in {@code source-docs}. */
class ScrapingDocsTest {
    private static final Path DOCS = Path.of("../docs/scraping.md");
    private static final Path SITES = Path.of("src/test/resources/source-docs");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("# sources/([a-z-]+)\\.yml\n.*", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("https://[a-z.]*example\\.org");

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    @TempDir
    Path folder;

    static Stream<String> yamlBlocks() throws IOException {
        return BLOCK.matcher(Files.readString(DOCS)).results().map(block -> block.group(1));
    }

    @Test
    void docsShowEveryKindOfSource() throws IOException {
        List<String> blocks = yamlBlocks().toList();

        assertThat(blocks).allMatch(block -> NAME.matcher(block).matches()).hasSizeGreaterThan(5);
        for (Source.SourceKind kind : Source.SourceKind.values()) {
            assertThat(blocks)
                    .anyMatch(block -> block.contains("kind: " + kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void yamlOfTheDocsRuns(String yaml) throws IOException, InterruptedException {
        Matcher name = NAME.matcher(yaml);
        assertThat(name.matches()).isTrue();
        SourceCase documents = SourceCase.read(SITES.resolve(name.group(1) + ".txt"));
        documents.publish(scraping.site);
        String address = scraping.site.url("").toString();
        Files.writeString(
                folder.resolve(name.group(1) + ".yml"),
                HOST.matcher(yaml).replaceAll(Matcher.quoteReplacement(address)) + "allow-private: true\n");

        SourceRun run = scraping.scraper(SourceFolder.read(folder, Map.of("GRANTS_KEY", "open sesame")::get))
                .runNow(name.group(1));

        documents.verify(run, scraping.all(), scraping.site);
    }
}
