package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.digest.MaintenanceSettings;
import dev.tidings.maintenance.EditionSoundings.Progress;
import dev.tidings.maintenance.Expectations.Expectation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whether, some time after it was due, most of an edition's letters left. */
final class TooFewSent implements HealthCheck {
    private final Expectations expectations;
    private final MaintenanceSettings.TooFewSent settings;
    private final Limits<Double> limits;

    TooFewSent(Expectations expectations, MaintenanceSettings.TooFewSent settings) {
        this.expectations = expectations;
        this.settings = settings;
        this.limits = new Limits<>(settings.warning(), settings.critical());
    }

    @Override
    public String name() {
        return "too-few-sent";
    }

    @Override
    public List<Finding> look() {
        return expectations.now().stream().flatMap(this::judge).toList();
    }

    private Stream<Finding> judge(Expectation expected) {
        Progress progress = expected.progress();
        return progress == null ? Stream.empty() : Stream.of(judge(expected, progress));
    }

    private Finding judge(Expectation expected, Progress progress) {
        Instant from = expected.dueEverywhere().plus(settings.after());
        if (expected.due().plus(expected.late()).isBefore(from)) {
            return Finding.ok(expected.digest(), "Judged from " + from + " on.");
        }
        if (progress.held()) {
            return Finding.ok(expected.digest(), "Not judged: an operator paused or cancelled it.");
        }
        long wanted = progress.due() - progress.skipped();
        double missing = wanted == 0 ? 0 : 100.0 * (progress.owed() + progress.error()) / wanted;
        State state = State.of(missing, limits);
        String found = "Edition " + progress.id() + ": " + progress.sent() + " of " + wanted + " letters sent, "
                + progress.error() + " failed, " + progress.owed() + " owed.";
        String message = state == State.OK ? found : found + " The reasons are on the edition's page.";
        return new Finding(expected.digest(), state, message, Measure.percent(missing, limits));
    }
}
