package dev.tidings.scraping;

import dev.tidings.scraping.SourceStates.SourceState;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The status of each source, for operators. */
@Component
public class SourceStatuses {
    private final SourceCatalog catalog;
    private final SourceStates states;
    private final SourceRuns runs;
    private final InstantSource clock;

    SourceStatuses(SourceCatalog catalog, SourceStates states, SourceRuns runs, InstantSource clock) {
        this.catalog = catalog;
        this.states = states;
        this.runs = runs;
        this.clock = clock;
    }

    /** All configured sources, in the order of their files. */
    public List<SourceStatus> list() {
        Instant now = clock.instant();
        Map<String, SourceState> statesBySource = states.all(now);
        Map<String, SourceRun> latestRuns = runs.latest();
        Map<String, Double> averageItems = runs.averageItems(now);
        return catalog.all().stream()
                .map(source -> status(
                        source,
                        statesBySource.get(source.name()),
                        latestRuns.get(source.name()),
                        averageItems.get(source.name()),
                        now))
                .toList();
    }

    /** @throws UnknownSource if no file describes it */
    public SourceStatus status(String source) {
        catalog.require(source);
        return list().stream()
                .filter(status -> status.source().name().equals(source))
                .findFirst()
                .orElseThrow();
    }

    /** The runs of a source, newest first. */
    public List<SourceRun> runs(String source, int limit) {
        return runs.listOfSource(source, limit);
    }

    private static SourceStatus status(
            Source source,
            @Nullable SourceState state,
            @Nullable SourceRun lastRun,
            @Nullable Double averageItems,
            Instant now) {
        if (state == null) {
            return new SourceStatus(
                    source,
                    SourceHealth.NEW,
                    now,
                    null,
                    0,
                    false,
                    averageItems,
                    source.enabled() ? now : null,
                    null,
                    lastRun);
        }
        return new SourceStatus(
                source,
                state.health(),
                state.since(),
                state.problem(),
                state.failures(),
                state.failures() >= SourceBackoff.BREAKER_THRESHOLD,
                averageItems,
                source.enabled() ? state.nextRunAt() : null,
                state.runningSince(),
                lastRun);
    }
}
