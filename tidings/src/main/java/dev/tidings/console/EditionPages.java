package dev.tidings.console;

import dev.tidings.console.EditionView.LetterPage;
import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.Wave;
import dev.tidings.edition.DeliveryState;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.Editions;
import dev.tidings.edition.ListedEdition;
import dev.tidings.ledger.LetterFilter;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages of editions: the list, and one edition with its letters. */
@Controller
@RequestMapping("/console/editions")
class EditionPages {
    private static final int EDITIONS = 30;
    private static final int LETTERS = 50;
    private static final int REASONS = 12;

    private final PageRenderer pages;
    private final OverviewBuilder overviews;
    private final DigestCatalog catalog;
    private final Editions editions;
    private final Letters letters;
    private final EditionControl control;

    EditionPages(
            PageRenderer pages,
            OverviewBuilder overviews,
            DigestCatalog catalog,
            Editions editions,
            Letters letters,
            EditionControl control) {
        this.pages = pages;
        this.overviews = overviews;
        this.catalog = catalog;
        this.editions = editions;
        this.letters = letters;
        this.control = control;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String list(
            PageContext context,
            @RequestParam(required = false) @Nullable String digest,
            @RequestParam(required = false) @Nullable Long before) {
        List<ListedEdition> found = editions.list(digest, null, before, EDITIONS + 1);
        List<ListedEdition> shown = found.subList(0, Math.min(EDITIONS, found.size()));
        String next = found.size() > EDITIONS
                ? ConsoleUrls.editions(digest, shown.getLast().id())
                : null;
        return pages.render(
                "editions", context, new EditionList(overviews.lines(shown), catalog.all(), digest, before, next));
    }

    /**
     * Returns the counts alone, which htmx polls while the edition is sent. The letters are loaded again when it is
     * done.
     */
    @GetMapping(path = "/{id}", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String edition(
            PageContext context,
            @PathVariable long id,
            @ModelAttribute LetterQuery query,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean countsOnly) {
        Edition edition = require(id);
        boolean open = edition.status() == Edition.EditionStatus.OPEN;
        EditionLine line = overviews.line(edition);
        LetterPage page = open && countsOnly ? null : letters(id, query);
        return pages.render(
                "edition",
                context,
                new EditionView(
                        line,
                        sentence(line, editions.nextWave(id).orElse(null), context.timeFormat()),
                        open ? List.of() : letters.reasons(id, REASONS),
                        query.filter(),
                        letters.parked(id, LETTERS),
                        page));
    }

    private LetterPage letters(long edition, LetterQuery query) {
        LetterFilter filter = query.filter();
        List<LetterRow> found = letters.ofEdition(edition, filter, query.after(), LETTERS + 1);
        List<LetterRow> shown = found.subList(0, Math.min(LETTERS, found.size()));
        return new LetterPage(
                shown,
                query.after() == null ? null : ConsoleUrls.letters(edition, filter, null),
                found.size() > LETTERS
                        ? ConsoleUrls.letters(edition, filter, shown.getLast().userId())
                        : null);
    }

    @GetMapping(path = "/{id}/resume", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToResume(PageContext context, @PathVariable long id) {
        return pages.render("resume-edition", context, overviews.line(require(id)));
    }

    @GetMapping(path = "/{id}/cancel", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToCancel(PageContext context, @PathVariable long id) {
        return pages.render("cancel-edition", context, overviews.line(require(id)));
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable long id) {
        control.cancel(require(id).id());
        return "redirect:" + ConsoleUrls.edition(id);
    }

    /** Pauses without confirmation, because resuming undoes it. */
    @PostMapping("/{id}/pause")
    String pause(@PathVariable long id) {
        control.pause(require(id).id());
        return "redirect:" + ConsoleUrls.edition(id);
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable long id) {
        control.resume(require(id).id());
        return "redirect:" + ConsoleUrls.edition(id);
    }

    private Edition require(long id) {
        return editions.find(id).orElseThrow(() -> new NotFoundResponse("There is no edition " + id));
    }

    /**
     * The edition's state, with the next wave or the time that it took.
     *
     * @param next the next wave, if the edition goes out by time zone
     */
    private static String sentence(EditionLine line, @Nullable Wave next, TimeFormat timeFormat) {
        Edition edition = line.edition();
        String sentence = line.summary().sentence();
        if (line.summary().state() == DeliveryState.FINISHED) {
            return sentence + " It took " + timeFormat.elapsed(edition.openedAt(), edition.closedAt()) + ".";
        }
        boolean planning = edition.status() == Edition.EditionStatus.OPEN && edition.plannedAt() == null;
        if (!planning || line.summary().state().precedes(DeliveryState.LATE)) {
            return sentence;
        }
        return next != null && next.due().isAfter(timeFormat.now())
                ? sentence + " The next are due " + timeFormat.relative(next.due()) + ", in "
                        + TimeFormat.placeName(next) + "."
                : sentence + " More recipients are being found.";
    }
}
