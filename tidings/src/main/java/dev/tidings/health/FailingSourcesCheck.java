package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.scraping.SourceStatus;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import dev.tidings.scraping.SourceStatuses;
import java.util.List;

/** Checks that each source can be read and yields plausible results. */
final class FailingSourcesCheck implements HealthCheck {
    private final SourceStatuses sources;
    private final Thresholds<Integer> limits;

    FailingSourcesCheck(SourceStatuses sources, Thresholds<Integer> limits) {
        this.sources = sources;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "failing-sources";
    }

    @Override
    public List<CheckFinding> run() {
        return sources.list().stream()
                .filter(status -> status.source().enabled())
                .map(this::evaluate)
                .toList();
    }

    private CheckFinding evaluate(SourceStatus status) {
        if (status.failures() == 0 && status.health() == SourceHealth.NEW) {
            return CheckFinding.notMeasured(status.source().name(), "it was not read yet.");
        }
        Severity failing = Severity.of(status.failures(), limits);
        boolean suspicious = status.health() == SourceHealth.SUSPICIOUS;
        Severity state = suspicious && failing == Severity.OK ? Severity.WARNING : failing;
        return new CheckFinding(
                status.source().name(),
                state,
                message(status, state),
                Measure.count(status.failures(), limits, "failures"));
    }

    private static String message(SourceStatus status, Severity state) {
        String problem = status.problem() == null ? "" : ": " + status.problem();
        if (status.health() == SourceHealth.SUSPICIOUS) {
            return "Its results since " + status.healthSince() + " are implausible and were not stored" + problem
                    + ". Its earlier opportunities stay. Look at the page and correct its mapping.";
        }
        if (status.failures() == 0) {
            return "It was read.";
        }
        String found = "It could not be read " + status.failures() + " times in a row" + problem + ".";
        return state == Severity.OK
                ? found
                : found + " Its opportunities stay, and it is tried again at growing intervals.";
    }
}
