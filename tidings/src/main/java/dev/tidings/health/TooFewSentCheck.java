package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.MaintenanceSettings;
import dev.tidings.digest.Thresholds;
import dev.tidings.health.EditionMonitor.MonitoredEdition;
import dev.tidings.health.ExpectedEditions.ExpectedEdition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Checks that most of an edition's letters were sent some time after it was due. */
final class TooFewSentCheck implements HealthCheck {
    private final ExpectedEditions expectations;
    private final MaintenanceSettings.TooFewSentSettings settings;
    private final Thresholds<Double> limits;

    TooFewSentCheck(ExpectedEditions expectations, MaintenanceSettings.TooFewSentSettings settings) {
        this.expectations = expectations;
        this.settings = settings;
        this.limits = new Thresholds<>(settings.warning(), settings.critical());
    }

    @Override
    public String name() {
        return "too-few-sent";
    }

    @Override
    public List<CheckFinding> run() {
        return expectations.current().stream().flatMap(this::evaluate).toList();
    }

    private Stream<CheckFinding> evaluate(ExpectedEdition expected) {
        MonitoredEdition progress = expected.progress();
        return progress == null ? Stream.empty() : Stream.of(evaluate(expected, progress));
    }

    private CheckFinding evaluate(ExpectedEdition expected, MonitoredEdition progress) {
        Instant from = expected.dueEverywhere().plus(settings.after());
        if (expected.due().plus(expected.late()).isBefore(from)) {
            return CheckFinding.notMeasured(expected.digest(), "it is judged from " + from + " on.");
        }
        if (progress.state().pausedOrCancelled()) {
            return CheckFinding.notMeasured(expected.digest(), "an operator paused or cancelled the edition.");
        }
        long total = progress.letters().due() - progress.letters().skipped();
        if (total == 0) {
            return CheckFinding.notMeasured(expected.digest(), "no letter had to be sent.");
        }
        double missing = 100.0 * (progress.letters().owed() + progress.letters().error()) / total;
        Severity state = Severity.of(missing, limits);
        String found = "Edition " + progress.state().id() + ": "
                + progress.letters().sent() + " of " + total + " letters sent, "
                + progress.letters().error() + " failed, " + progress.letters().owed() + " owed.";
        String message = state == Severity.OK ? found : found + " The reasons are on the edition's page.";
        return new CheckFinding(expected.digest(), state, message, Measure.percent(missing, limits));
    }
}
