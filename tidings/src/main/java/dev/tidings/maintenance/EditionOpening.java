package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.maintenance.Expectations.Expectation;
import java.time.Duration;
import java.util.List;

/** Whether each digest's edition is open when its time has come. */
final class EditionOpening implements HealthCheck {
    private final Expectations expectations;
    private final Limits<Duration> limits;

    EditionOpening(Expectations expectations, Limits<Duration> limits) {
        this.expectations = expectations;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "edition-opening";
    }

    @Override
    public List<Finding> look() {
        return expectations.now().stream().map(this::judge).toList();
    }

    private Finding judge(Expectation expected) {
        String week = "The edition for the week from " + expected.period().start();
        if (expected.progress() != null) {
            return Finding.ok(expected.digest(), week + " is open or done.");
        }
        State state = State.of(expected.late(), limits);
        String found = week + " was to open at " + expected.due() + " and is not there.";
        String message = state == State.OK
                ? found
                : found + " Is a node's clock running (ENABLE_SCHEDULER)? Open it in the console, or with "
                        + "POST /v1/digest/run-all?digest=" + expected.digest()
                        + "; nobody gets a second letter by that.";
        return new Finding(expected.digest(), state, message, Measure.of(expected.late(), limits));
    }
}
