package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.health.EditionMonitor.MonitoredEdition;
import dev.tidings.health.ExpectedEditions.ExpectedEdition;
import java.time.Duration;
import java.util.List;

/** Checks that each digest's edition is open once it is due. */
final class EditionOpeningCheck implements HealthCheck {
    private final ExpectedEditions expectations;
    private final Thresholds<Duration> limits;

    EditionOpeningCheck(ExpectedEditions expectations, Thresholds<Duration> limits) {
        this.expectations = expectations;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "edition-opening";
    }

    @Override
    public List<CheckFinding> run() {
        return expectations.current().stream().map(this::evaluate).toList();
    }

    private CheckFinding evaluate(ExpectedEdition expected) {
        String week = "The edition for the week from " + expected.period().start();
        MonitoredEdition progress = expected.progress();
        if (progress != null) {
            return CheckFinding.ok(
                    expected.digest(),
                    progress.state().readable()
                            ? week + " is open or done."
                            : week + " was opened and cannot be read.");
        }
        Severity state = Severity.of(expected.late(), limits);
        String found = week + " was due at " + expected.due() + " and is not open.";
        String message = state == Severity.OK
                ? found
                : found + " Is a node's clock running (ENABLE_SCHEDULER)? Open it in the console, or with "
                        + "POST /v1/digest/run-all?digest=" + expected.digest()
                        + "; nobody gets a second letter.";
        return new CheckFinding(expected.digest(), state, message, Measure.of(expected.late(), limits));
    }
}
