package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.TemplateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {
    private final TemplateEngine templates = new PageTemplates().templateEngine();

    @Test
    void readerAndConsoleTemplatesAreFoundByTheirPath() {
        assertThat(templates.hasTemplate("reader/unsubscribed.jte")).isTrue();
        assertThat(templates.hasTemplate("console/overview.jte")).isTrue();
    }

    @Test
    void templatesDoNotChangeCaseByTheDefaultLocale() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "jte"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file)
                            .content()
                            .doesNotContain("toLowerCase()")
                            .doesNotContain("toUpperCase()"));
        }
    }
}
