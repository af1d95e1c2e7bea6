package dev.tidings.scraping;

import dev.tidings.scraping.SourceStates.SourceState;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the sources stand, for those who look after them. */
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

    /** Every source of the configuration, in the order of their files. */
    public List<SourceStatus> list() {
        Instant now = clock.instant();
        Map<String, SourceState> known = states.all(now);
        Map<String, SourceRun> last = runs.latest();
        Map<String, Double> usual = runs.averageItems(now);
        return catalog.all().stream()
                .map(source -> status(
                        source, known.get(source.name()), last.get(source.name()), usual.get(source.name()), now))
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

    /** A source's runs, the newest first. */
    public List<SourceRun> runs(String source, int limit) {
        return runs.listOfSource(source, limit);
    }

    private static SourceStatus status(
            Source source, @Nullable SourceState state, @Nullable SourceRun last, @Nullable Double usual, Instant now) {
        if (state == null) {
            return new SourceStatus(
                    source, SourceHealth.NEW, now, null, 0, false, usual, source.enabled() ? now : null, null, last);
        }
        return new SourceStatus(
                source,
                state.health(),
                state.since(),
                state.problem(),
                state.failures(),
                state.failures() >= SourceBackoff.BREAKER_THRESHOLD,
                usual,
                source.enabled() ? state.nextRunAt() : null,
                state.runningSince(),
                last);
    }
}
