package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.TemplateEngine;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {
    private final TemplateEngine templates = new PageTemplates().templateEngine();

    @Test
    void templatesOfBothRoomsAreFoundByTheirPath() {
        assertThat(templates.hasTemplate("reader/unsubscribed.jte")).isTrue();
        assertThat(templates.hasTemplate("console/overview.jte")).isTrue();
    }
}
