package dev.tidings.console;

import dev.tidings.content.recommendation.KnownOpportunity;
import dev.tidings.content.recommendation.Opportunities;
import dev.tidings.content.recommendation.OpportunityFilter;
import dev.tidings.content.recommendation.Receptions;
import dev.tidings.scraping.SourceCatalog;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Opportunities: found, shown with how readers took to them, taken out of sight. */
@Controller
@RequestMapping("/console/opportunities")
class OpportunityPages {
    private static final int ROWS = 50;

    private final Pages pages;
    private final Opportunities opportunities;
    private final Receptions receptions;
    private final SourceCatalog sources;

    OpportunityPages(Pages pages, Opportunities opportunities, Receptions receptions, SourceCatalog sources) {
        this.pages = pages;
        this.opportunities = opportunities;
        this.receptions = receptions;
        this.sources = sources;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String list(Visit visit, @ModelAttribute OpportunityQuery query) {
        OpportunityFilter filter = query.filter();
        List<KnownOpportunity> found = opportunities.search(filter, query.before(), ROWS + 1);
        List<KnownOpportunity> shown = found.subList(0, Math.min(ROWS, found.size()));
        return pages.render(
                "opportunities",
                visit,
                new OpportunityList(
                        shown,
                        filter,
                        opportunities.counts(),
                        query.before() == null ? null : Address.opportunities(filter, null),
                        found.size() > ROWS
                                ? Address.opportunities(
                                        filter, shown.getLast().opportunity().id())
                                : null));
    }

    @GetMapping(path = "/opportunity", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String opportunity(Visit visit, @RequestParam String id) {
        KnownOpportunity known = require(id);
        return pages.render(
                "opportunity",
                visit,
                new OpportunityView(
                        known,
                        opportunities.twinsOf(known.opportunity()),
                        receptions.of(id),
                        sources.find(known.opportunity().source()).isPresent()));
    }

    @GetMapping(path = "/{deed}", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String ask(Visit visit, @PathVariable Deed deed, @RequestParam String id) {
        KnownOpportunity known = require(id);
        return pages.render(
                "deed",
                visit,
                new DeedView(deed, known.opportunity(), receptions.of(id).picked()));
    }

    @PostMapping("/{deed}")
    String carryOut(@PathVariable Deed deed, @RequestParam String id) {
        boolean known = switch (deed) {
            case HIDE -> opportunities.hide(id);
            case SHOW -> opportunities.show(id);
            case EXPIRE -> opportunities.expire(id);
        };
        if (!known) {
            throw nothing(id);
        }
        return "redirect:" + Address.opportunity(id);
    }

    private KnownOpportunity require(String id) {
        return opportunities.find(id).orElseThrow(() -> nothing(id));
    }

    private static NothingHere nothing(String id) {
        return new NothingHere("There is no opportunity \"" + id + "\"");
    }
}
