package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each source of {@code source-kinds} through the scraper, against a local site. */
class SourceKindsTest {
    private static final Path CASES = Path.of("src/test/resources/source-kinds");

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @RegisterExtension
    final TestScraping scraping = new TestScraping(app);

    @TempDir
    Path folder;

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereIsACaseForEachKindOfSource() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sourceIsReadAsItsFileSays(Path file) throws IOException, InterruptedException {
        SourceCase sourceCase = SourceCase.read(file);
        sourceCase.publish(scraping.site);
        Files.writeString(folder.resolve("case.yml"), sourceCase.source(scraping.site));

        SourceRun run = scraping.scraper(SourceFolder.read(folder, SourceCase.VARIABLES::get))
                .runNow("case");

        sourceCase.verify(run, scraping.all(), scraping.site);
    }
}
