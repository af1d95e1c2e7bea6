package dev.tidings.console;

import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.SourceOpportunityCount;
import dev.tidings.scraping.Scraper;
import dev.tidings.scraping.SourceStatus;
import dev.tidings.scraping.SourceStatuses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages of sources: state, results, and running one now. */
@Controller
@RequestMapping("/console/sources")
class SourcePages {
    private static final int RUNS = 20;

    private final PageRenderer pages;
    private final SourceStatuses sources;
    private final Scraper scraper;
    private final Opportunities opportunities;

    SourcePages(PageRenderer pages, SourceStatuses sources, Scraper scraper, Opportunities opportunities) {
        this.pages = pages;
        this.sources = sources;
        this.scraper = scraper;
        this.opportunities = opportunities;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String list(PageContext context, @RequestParam(required = false) @Nullable String show) {
        Map<String, SourceOpportunityCount> counts = counts();
        boolean attentionOnly = "attention".equals(show);
        List<SourceStatus> all = sources.list();
        List<SourceLine> lines = all.stream()
                .filter(status -> !attentionOnly || status.needsAttention())
                .map(status -> line(status, counts))
                .toList();
        long needingAttention =
                all.stream().filter(SourceStatus::needsAttention).count();
        return pages.render("sources", context, new SourceList(lines, attentionOnly, needingAttention, all.size()));
    }

    @GetMapping(path = "/{name}", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String source(PageContext context, @PathVariable String name) {
        SourceStatus status = sources.status(name);
        return pages.render(
                "source",
                context,
                new SourceView(
                        line(status, counts()), sentence(status, context.timeFormat()), sources.runs(name, RUNS)));
    }

    /** Runs a source without confirmation, because fetching a web page is harmless. */
    @PostMapping("/{name}/run")
    String run(@PathVariable String name) {
        if (!scraper.startNow(name)) {
            throw new ConflictResponse(
                    "The source \"" + name
                            + "\" or another one of its host is running already, or this node is running"
                            + " eight others. Try again in a minute",
                    ConsoleUrls.source(name));
        }
        return "redirect:" + ConsoleUrls.source(name);
    }

    private Map<String, SourceOpportunityCount> counts() {
        return opportunities.countBySource().stream()
                .collect(Collectors.toMap(SourceOpportunityCount::source, Function.identity()));
    }

    private static SourceLine line(SourceStatus status, Map<String, SourceOpportunityCount> counts) {
        String name = status.source().name();
        return new SourceLine(status, counts.getOrDefault(name, new SourceOpportunityCount(name, 0, 0, 0, 0)));
    }

    private static String sentence(SourceStatus status, TimeFormat timeFormat) {
        Instant running = status.runningSince();
        if (running != null) {
            return "It is running; the run began " + timeFormat.relative(running) + ".";
        }
        if (!status.source().enabled()) {
            return "It is disabled: it runs only by hand.";
        }
        String next = status.nextRunAt() == null
                ? ""
                : " The next run is due " + timeFormat.relative(status.nextRunAt()) + ".";
        return switch (status.health()) {
            case NEW -> "It has not run yet." + next;
            case OK -> "The last run succeeded." + next;
            case FAILING ->
                ConsoleText.count(status.failures(), "run") + " failed in a row. "
                        + ConsoleText.sentence(status.problem())
                        + (status.breakerOpen() ? " It is tried rarely until it works again." : "")
                        + next;
            case SUSPICIOUS ->
                "Its results are implausible and were not stored. Earlier opportunities stay. "
                        + ConsoleText.sentence(status.problem()) + next;
        };
    }
}
