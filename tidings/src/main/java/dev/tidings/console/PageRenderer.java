package dev.tidings.console;

import dev.tidings.digest.Digest;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Renders the console's pages by template name. */
@Component
class PageRenderer {
    private final TemplateEngine templates;

    PageRenderer(TemplateEngine templates) {
        this.templates = templates;
    }

    String render(String name, PageContext context, Object page) {
        StringOutput html = new StringOutput(16_384);
        templates.render("console/" + name + ".jte", Map.of("context", context, "page", page), html);
        return html.toString();
    }

    /** Whether a digest's letters contain recommended picks. */
    static boolean recommends(Digest digest) {
        return digest.content().source().equals("recommendation");
    }
}
