package dev.tidings.console;

import dev.tidings.console.LetterView.LetterPart;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.FrozenContentCodec;
import dev.tidings.feedback.LetterEvent;
import dev.tidings.feedback.LetterEvents;
import dev.tidings.ledger.FrozenLetter;
import dev.tidings.ledger.LetterHistory;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import dev.tidings.render.LetterUnrenderable;
import dev.tidings.render.Renderer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of one letter: its content and history. */
@Controller
class LetterPages {
    private final PageRenderer pages;
    private final DigestCatalog catalog;
    private final Letters letters;
    private final FrozenContentCodec codec;
    private final Renderer renderer;
    private final LetterEvents events;
    private final LetterHistory history;

    LetterPages(
            PageRenderer pages,
            DigestCatalog catalog,
            Letters letters,
            FrozenContentCodec codec,
            Renderer renderer,
            LetterEvents events,
            LetterHistory history) {
        this.pages = pages;
        this.catalog = catalog;
        this.letters = letters;
        this.codec = codec;
        this.renderer = renderer;
        this.events = events;
        this.history = history;
    }

    @GetMapping(path = "/console/letters/{id}", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String letter(PageContext context, @PathVariable long id, @RequestParam(required = false) @Nullable String part) {
        LetterRow row = letters.find(id).orElseThrow(() -> new NotFoundResponse("There is no letter " + id));
        String digest = catalog.find(row.digest()).map(Digest::title).orElse(row.digest());
        return pages.render("letter", context, view(row, digest, LetterPart.of(part)));
    }

    private LetterView view(LetterRow row, String digest, LetterPart part) {
        Optional<FrozenLetter> content = letters.content(row.id() == null ? -1 : row.id());
        SanitizedLetter shown = null;
        String missing = null;
        if (content.isEmpty()) {
            missing = "No letter was composed, or its content is not kept any more.";
        } else if (!content.get().hasPeriod()) {
            missing = "Its period is not a week from Monday to Sunday.";
        } else {
            try {
                shown = SanitizedLetter.of(renderer.render(codec.restore(content.get())));
            } catch (LetterUnrenderable e) {
                missing = ConsoleText.sentence(e.reason());
            }
        }
        List<LetterEvent> came = row.id() == null ? List.of() : events.listOfLetter(row.id());
        return new LetterView(
                row,
                digest,
                part,
                shown,
                missing,
                LetterTimeline.of(row, history.of(row)),
                LetterTimeline.advice(row),
                came);
    }

    @GetMapping("/console/letters/{id}/html")
    ResponseEntity<String> html(@PathVariable long id) {
        return letters.content(id)
                .filter(FrozenLetter::hasPeriod)
                .map(codec::restore)
                .map(letter -> LetterFrame.of(SanitizedLetter.of(renderer.render(letter))))
                .orElseThrow(() -> new NotFoundResponse("There is no content of a letter " + id));
    }
}
