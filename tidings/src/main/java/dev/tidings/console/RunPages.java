package dev.tidings.console;

import dev.tidings.audience.Audience;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.Editions;
import dev.tidings.edition.PeriodRefused;
import dev.tidings.transport.Transports;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages that run a digest by hand, after a confirmation with the number of recipients. */
@Controller
@RequestMapping("/console/run")
class RunPages {
    private final PageRenderer pages;
    private final OverviewBuilder overviews;
    private final DigestCatalog catalog;
    private final Editions editions;
    private final Audience audience;
    private final Transports transports;
    private final EditionOpener opener;

    RunPages(
            PageRenderer pages,
            OverviewBuilder overviews,
            DigestCatalog catalog,
            Editions editions,
            Audience audience,
            Transports transports,
            EditionOpener opener) {
        this.pages = pages;
        this.overviews = overviews;
        this.catalog = catalog;
        this.editions = editions;
        this.audience = audience;
        this.transports = transports;
        this.opener = opener;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String ask(PageContext context, @RequestParam String digest) {
        Digest chosen = catalog.require(digest);
        DigestPeriod period = lastCompleted(chosen, context);
        return pages.render(
                "run-digest",
                context,
                new RunView(
                        chosen,
                        period,
                        editions.find(digest, period).map(overviews::line).orElse(null),
                        audience.size(chosen),
                        transports.resolve(chosen.transport()).name()));
    }

    /** Opens the confirmed period, even if another week has ended since. */
    @PostMapping
    String run(@RequestParam String digest, @RequestParam(defaultValue = "") String period) {
        Digest chosen = catalog.require(digest);
        try {
            DigestPeriod confirmed = opener.requirePeriod(chosen, day(digest, period));
            return "redirect:"
                    + ConsoleUrls.edition(
                            opener.open(chosen, confirmed, OpenedBy.CONSOLE).id());
        } catch (PeriodRefused refusal) {
            throw new ConflictResponse(String.valueOf(refusal.getMessage()), ConsoleUrls.run(digest));
        }
    }

    private static LocalDate day(String digest, String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new InvalidForm(
                    text.isBlank()
                            ? "The period is missing"
                            : "The period \"" + text + "\" is no day such as 2026-11-09",
                    ConsoleUrls.run(digest));
        }
    }

    private static DigestPeriod lastCompleted(Digest digest, PageContext context) {
        return digest.cadence().lastCompleted(context.timeFormat().now());
    }
}
