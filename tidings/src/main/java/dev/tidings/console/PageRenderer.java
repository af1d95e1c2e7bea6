package dev.tidings.console;

import dev.tidings.digest.Digest;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The console's pages, by the name of their template. */
@Component
class PageRenderer {
    private final TemplateEngine templates;

    PageRenderer(TemplateEngine templates) {
        this.templates = templates;
    }

    String render(String name, PageContext visit, Object page) {
        StringOutput html = new StringOutput(16_384);
        templates.render("console/" + name + ".jte", Map.of("visit", visit, "page", page), html);
        return html.toString();
    }

    /** Whether a digest's letters are made of what the bot picked. */
    static boolean recommends(Digest digest) {
        return digest.content().source().equals("recommendation");
    }
}
