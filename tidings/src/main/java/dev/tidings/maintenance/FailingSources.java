package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.scraping.SourceStatus;
import dev.tidings.scraping.SourceStatus.Health;
import dev.tidings.scraping.Sources;
import java.util.List;

/** Whether each source can be read, and whether what it yields is to be believed. */
final class FailingSources implements HealthCheck {
    private final Sources sources;
    private final Limits<Integer> limits;

    FailingSources(Sources sources, Limits<Integer> limits) {
        this.sources = sources;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "failing-sources";
    }

    @Override
    public List<Finding> look() {
        return sources.list().stream()
                .filter(status -> status.source().enabled())
                .map(this::judge)
                .toList();
    }

    private Finding judge(SourceStatus status) {
        State failing = State.of(status.failures(), limits);
        boolean suspicious = status.health() == Health.SUSPICIOUS;
        State state = suspicious && failing == State.OK ? State.WARNING : failing;
        return new Finding(
                status.source().name(),
                state,
                message(status, state),
                Measure.count(status.failures(), limits, "failures"));
    }

    private static String message(SourceStatus status, State state) {
        String problem = status.problem() == null ? "" : ": " + status.problem();
        if (status.health() == Health.SUSPICIOUS) {
            return "What it yields since " + status.since() + " is not believed" + problem
                    + ". Its earlier opportunities stay. Look at the page, and mend its mapping.";
        }
        if (status.failures() == 0) {
            return status.health() == Health.NEW ? "It was not read yet." : "It was read.";
        }
        String found = "It could not be read " + status.failures() + " times in a row" + problem + ".";
        return state == State.OK ? found : found + " Its opportunities stay, and it is tried again, ever less often.";
    }
}
