package dev.tidings.console;

import dev.tidings.opportunities.CallFactsQueries;
import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityFilter;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.opportunities.OpportunitySplits;
import dev.tidings.recommender.OpportunityEngagements;
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

/** Pages of opportunities: search, details with readers' reactions, and hiding. */
@Controller
@RequestMapping("/console/opportunities")
class OpportunityPages {
    private static final int ROWS = 50;

    private final PageRenderer pages;
    private final Opportunities opportunities;
    private final OpportunitySplits splits;
    private final CallFactsQueries calls;
    private final OpportunityEngagements engagements;
    private final SourceCatalog sources;

    OpportunityPages(
            PageRenderer pages,
            Opportunities opportunities,
            OpportunitySplits splits,
            CallFactsQueries calls,
            OpportunityEngagements engagements,
            SourceCatalog sources) {
        this.pages = pages;
        this.opportunities = opportunities;
        this.splits = splits;
        this.calls = calls;
        this.engagements = engagements;
        this.sources = sources;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String list(PageContext context, @ModelAttribute OpportunityQuery query) {
        OpportunityFilter filter = query.filter();
        List<OpportunityRecord> found = opportunities.search(filter, query.before(), ROWS + 1);
        List<OpportunityRecord> shown = found.subList(0, Math.min(ROWS, found.size()));
        return pages.render(
                "opportunities",
                context,
                new OpportunityList(
                        shown,
                        filter,
                        opportunities.countBySource(),
                        query.before() == null ? null : ConsoleUrls.opportunities(filter, null),
                        found.size() > ROWS
                                ? ConsoleUrls.opportunities(
                                        filter, shown.getLast().opportunity().id())
                                : null));
    }

    @GetMapping(path = "/opportunity", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String opportunity(PageContext context, @RequestParam String id) {
        OpportunityRecord known = require(id);
        return pages.render(
                "opportunity",
                context,
                new OpportunityView(
                        known,
                        reports(known.opportunity()),
                        engagements.of(id),
                        sources.find(known.opportunity().source()).isPresent()));
    }

    @GetMapping(path = "/{action}", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String ask(PageContext context, @PathVariable OpportunityAction action, @RequestParam String id) {
        OpportunityRecord known = require(id);
        return pages.render(
                "opportunity-action",
                context,
                new OpportunityActionView(
                        action, reports(known.opportunity()), engagements.of(id).picked()));
    }

    @PostMapping("/{action}")
    String apply(@PathVariable OpportunityAction action, @RequestParam String id) {
        boolean known = switch (action) {
            case HIDE -> opportunities.hide(id) > 0;
            case SHOW -> opportunities.show(id) > 0;
            case EXPIRE -> opportunities.expire(id) > 0;
            case SPLIT -> opportunities.title(id).isPresent() && splitOrConflict(id);
            case JOIN -> opportunities.title(id).isPresent() && joinOrConflict(id);
        };
        if (!known) {
            throw nothing(id);
        }
        return "redirect:" + ConsoleUrls.opportunity(id);
    }

    private boolean splitOrConflict(String id) {
        if (!splits.split(id)) {
            throw new ConflictResponse(
                    "It has no duplicates. Someone may have split them before you", ConsoleUrls.opportunity(id));
        }
        return true;
    }

    private boolean joinOrConflict(String id) {
        if (!splits.join(id)) {
            throw new ConflictResponse(
                    "It was not split. Someone may have undone it before you", ConsoleUrls.opportunity(id));
        }
        return true;
    }

    private OpportunityReports reports(Opportunity opportunity) {
        return new OpportunityReports(
                opportunity,
                opportunities.duplicatesOf(opportunity),
                splits.latestSplitFrom(opportunity.id()).stream()
                        .flatMap(id -> opportunities.find(id).stream())
                        .toList(),
                calls.of(opportunity));
    }

    private OpportunityRecord require(String id) {
        return opportunities.find(id).orElseThrow(() -> nothing(id));
    }

    private static NotFoundResponse nothing(String id) {
        return new NotFoundResponse("There is no opportunity \"" + id + "\"");
    }
}
