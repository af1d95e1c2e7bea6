package dev.tidings.console;

import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import dev.tidings.transport.Transports;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of letters stored in the outbox. */
@Controller
class OutboxPage {
    private static final int LETTERS = 50;

    private final PageRenderer pages;
    private final Letters letters;
    private final Transports transports;

    OutboxPage(PageRenderer pages, Letters letters, Transports transports) {
        this.pages = pages;
        this.letters = letters;
        this.transports = transports;
    }

    @GetMapping(path = "/console/outbox", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String kept(PageContext context, @RequestParam(required = false) @Nullable Long before) {
        List<LetterRow> found = letters.inOutbox(before, LETTERS + 1);
        List<LetterRow> shown = found.subList(0, Math.min(LETTERS, found.size()));
        String next = found.size() > LETTERS
                ? "/console/outbox?before="
                        + Objects.requireNonNull(shown.getLast().id())
                : null;
        return pages.render(
                "outbox", context, new OutboxView(transports.defaultTransport().name(), shown, before, next));
    }
}
