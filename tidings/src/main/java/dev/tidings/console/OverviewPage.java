package dev.tidings.console;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The overview page: the last editions, the next schedule, and open action items. */
@Controller
class OverviewPage {
    private final PageRenderer pages;
    private final OverviewBuilder overviews;

    OverviewPage(PageRenderer pages, OverviewBuilder overviews) {
        this.pages = pages;
        this.overviews = overviews;
    }

    @GetMapping(path = "/console", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String overview(PageContext context) {
        return pages.render("overview", context, overviews.overview(context.timeFormat()));
    }

    /** Answers every console address without a page. */
    @RequestMapping("/console/**")
    void nothing(PageContext context) {
        throw new NotFoundResponse("No page has the address " + context.path());
    }
}
