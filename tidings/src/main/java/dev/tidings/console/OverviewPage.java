package dev.tidings.console;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The first page: did it go out, what is next, does anything need me? */
@Controller
class OverviewPage {
    private final Pages pages;
    private final Briefings briefings;

    OverviewPage(Pages pages, Briefings briefings) {
        this.pages = pages;
        this.briefings = briefings;
    }

    @GetMapping(path = "/console", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String overview(Visit visit) {
        return pages.render("overview", visit, briefings.at(visit.moments()));
    }

    /** Every address below the console that no page has. */
    @RequestMapping("/console/**")
    void nothing(Visit visit) {
        throw new NothingHere("No page has the address " + visit.path());
    }
}
