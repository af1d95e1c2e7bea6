package dev.tidings.console;

import dev.tidings.audience.Audience;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.Editions;
import dev.tidings.transport.Transports;
import java.time.LocalDate;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Running a digest by hand: asked once, with what it will do and to how many. */
@Controller
@RequestMapping("/console/run")
class RunPages {
    private final PageRenderer pages;
    private final OverviewBuilder briefings;
    private final DigestCatalog catalog;
    private final Editions editions;
    private final Audience audience;
    private final Transports transports;
    private final EditionOpener opener;

    RunPages(
            PageRenderer pages,
            OverviewBuilder briefings,
            DigestCatalog catalog,
            Editions editions,
            Audience audience,
            Transports transports,
            EditionOpener opener) {
        this.pages = pages;
        this.briefings = briefings;
        this.catalog = catalog;
        this.editions = editions;
        this.audience = audience;
        this.transports = transports;
        this.opener = opener;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String ask(PageContext visit, @RequestParam String digest) {
        Digest wanted = catalog.require(digest);
        DigestPeriod period = lastCompleted(wanted, visit);
        return pages.render(
                "run-digest",
                visit,
                new RunView(
                        wanted,
                        period,
                        editions.find(digest, period).map(briefings::line).orElse(null),
                        audience.countDue(wanted),
                        transports.resolve(wanted.transport()).name()));
    }

    /** Opens the period that was agreed to, even if another week has ended since the question. */
    @PostMapping
    String run(PageContext visit, @RequestParam String digest, @RequestParam LocalDate period) {
        Digest wanted = catalog.require(digest);
        DigestPeriod agreed = DigestPeriod.containing(period);
        if (agreed.start().isAfter(lastCompleted(wanted, visit).start())) {
            throw new NotFoundResponse("The week " + ConsoleText.period(agreed) + " is not over yet");
        }
        return "redirect:"
                + ConsoleUrls.edition(
                        opener.open(wanted, agreed, OpenedBy.CONSOLE).id());
    }

    private static DigestPeriod lastCompleted(Digest digest, PageContext visit) {
        return digest.cadence().lastCompleted(visit.timeFormat().now());
    }
}
