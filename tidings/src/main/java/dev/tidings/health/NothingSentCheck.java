package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.health.EditionMonitor.MonitoredEdition;
import dev.tidings.health.ExpectedEditions.ExpectedEdition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Checks that letters of each due edition are sent. An edition that is not open is covered by another check. */
final class NothingSentCheck implements HealthCheck {
    private final ExpectedEditions expectations;
    private final Thresholds<Duration> limits;

    NothingSentCheck(ExpectedEditions expectations, Thresholds<Duration> limits) {
        this.expectations = expectations;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "nothing-sent";
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
        String counts = "Edition " + progress.state().id() + ": "
                + progress.letters().sent() + " of " + progress.letters().due() + " letters sent";
        if (progress.letters().sent() > 0) {
            return CheckFinding.ok(expected.digest(), counts + ".");
        }
        if (progress.state().pausedOrCancelled()) {
            return CheckFinding.notMeasured(expected.digest(), "an operator paused or cancelled the edition.");
        }
        if (progress.state().halted()) {
            return CheckFinding.notMeasured(expected.digest(), "the edition waits or is held.");
        }
        if (progress.state().planned() && progress.letters().due() == 0) {
            return CheckFinding.ok(expected.digest(), counts + "; nobody is due.");
        }
        Instant now = expected.due().plus(expected.late());
        if (progress.letters().due() == 0 && now.isBefore(expected.dueEverywhere())) {
            return CheckFinding.notMeasured(expected.digest(), "the edition is not due in any recipient's zone yet.");
        }
        Duration waiting = waiting(expected, progress, now);
        boolean allSkipped = progress.state().planned()
                && progress.letters().skipped() == progress.letters().due();
        Severity worst = allSkipped ? Severity.WARNING : Severity.CRITICAL;
        Severity found = Severity.of(waiting, limits);
        Severity state = found.worseThan(worst) ? worst : found;
        String message = counts + " (" + progress.letters().skipped() + " skipped, "
                + progress.letters().error() + " failed, " + progress.letters().owed() + " owed)"
                + advice(state, progress, allSkipped);
        return new CheckFinding(expected.digest(), state, message, Measure.of(waiting, limits));
    }

    /** Time since the first letter became due or, if later, since the letters could leave. */
    private static Duration waiting(ExpectedEdition expected, MonitoredEdition progress, Instant now) {
        Instant due = progress.letters().firstDueAt() == null
                ? expected.due()
                : progress.letters().firstDueAt();
        Instant begin =
                progress.state().begunAt().isAfter(due) ? progress.state().begunAt() : due;
        Duration waiting = Duration.between(begin, now);
        return waiting.isNegative() ? Duration.ZERO : waiting;
    }

    private static String advice(Severity state, MonitoredEdition progress, boolean allSkipped) {
        if (state == Severity.OK) {
            return ".";
        }
        if (!progress.state().readable()) {
            return ". Its row cannot be read: see the check edition-unreadable.";
        }
        if (progress.state().reason() != null) {
            return ". It is stopped: " + progress.state().reason() + " Fix that, then resume it.";
        }
        return allSkipped
                ? ". Every letter was skipped: look at your import, and at the reasons on the edition's page."
                : ". Look at the reasons on the edition's page, and at the nodes' logs.";
    }
}
