package dev.tidings.console;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The first page: did it go out, what is next, does anything need me? */
@Controller
class OverviewPage {
    private final PageRenderer pages;
    private final OverviewBuilder briefings;

    OverviewPage(PageRenderer pages, OverviewBuilder briefings) {
        this.pages = pages;
        this.briefings = briefings;
    }

    @GetMapping(path = "/console", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String overview(PageContext visit) {
        return pages.render("overview", visit, briefings.overview(visit.timeFormat()));
    }

    /** Every address below the console that no page has. */
    @RequestMapping("/console/**")
    void nothing(PageContext visit) {
        throw new NotFoundResponse("No page has the address " + visit.path());
    }
}
