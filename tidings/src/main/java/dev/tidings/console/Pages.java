package dev.tidings.console;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The console's pages, by the name of their template. */
@Component
class Pages {
    private final TemplateEngine templates;

    Pages(TemplateEngine templates) {
        this.templates = templates;
    }

    String render(String name, Visit visit, Object page) {
        StringOutput html = new StringOutput(16_384);
        templates.render("console/" + name + ".jte", Map.of("visit", visit, "page", page), html);
        return html.toString();
    }
}
