package dev.tidings.console;

import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionRetry;
import dev.tidings.edition.Editions;
import dev.tidings.edition.RetryRefused;
import dev.tidings.ledger.LetterRetries;
import dev.tidings.ledger.RetryFilter;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Asks which letters of an edition are sent again, and sends them. */
@Controller
@RequestMapping("/console/editions/{id}/retry")
class EditionRetryPages {
    private final PageRenderer pages;
    private final OverviewBuilder overviews;
    private final Editions editions;
    private final EditionRetry retry;
    private final LetterRetries letters;

    EditionRetryPages(
            PageRenderer pages,
            OverviewBuilder overviews,
            Editions editions,
            EditionRetry retry,
            LetterRetries letters) {
        this.pages = pages;
        this.overviews = overviews;
        this.editions = editions;
        this.retry = retry;
        this.letters = letters;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String ask(PageContext context, @PathVariable long id, @RequestParam(required = false) @Nullable String reason) {
        String only = ConsoleText.blankToNull(reason);
        return pages.render(
                "retry-edition",
                context,
                new EditionRetryView(overviews.line(require(id)), letters.counts(id, only), only));
    }

    /** @param unknown whether letters that may have arrived are sent again too */
    @PostMapping
    String retry(
            @PathVariable long id,
            @RequestParam RetriedStatus status,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "false") boolean unknown) {
        require(id);
        try {
            retry.retry(id, new RetryFilter(status, ConsoleText.blankToNull(reason), unknown));
        } catch (RetryRefused refused) {
            throw new ConflictResponse(String.valueOf(refused.getMessage()), ConsoleUrls.edition(id));
        }
        return "redirect:" + ConsoleUrls.edition(id);
    }

    private Edition require(long id) {
        return editions.find(id).orElseThrow(() -> new NotFoundResponse("There is no edition " + id));
    }
}
