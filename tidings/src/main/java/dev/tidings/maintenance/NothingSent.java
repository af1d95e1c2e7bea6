package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.maintenance.EditionSoundings.Progress;
import dev.tidings.maintenance.Expectations.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whether letters of each due edition really left; one that is not open is another check's. */
final class NothingSent implements HealthCheck {
    private final Expectations expectations;
    private final Limits<Duration> limits;

    NothingSent(Expectations expectations, Limits<Duration> limits) {
        this.expectations = expectations;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "nothing-sent";
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
        String counts = "Edition " + progress.id() + ": " + progress.sent() + " of " + progress.due() + " letters sent";
        if (progress.sent() > 0) {
            return Finding.ok(expected.digest(), counts + ".");
        }
        if (progress.held()) {
            return Finding.ok(expected.digest(), counts + "; an operator paused or cancelled it.");
        }
        if (progress.planned() && progress.due() == 0) {
            return Finding.ok(expected.digest(), counts + "; nobody is due.");
        }
        Instant now = expected.due().plus(expected.late());
        if (progress.due() == 0 && now.isBefore(expected.dueEverywhere())) {
            return Finding.ok(expected.digest(), counts + "; nobody's zone has had its hour.");
        }
        Duration waiting = waiting(expected, progress, now);
        boolean allSkipped = progress.planned() && progress.skipped() == progress.due();
        State worst = allSkipped ? State.WARNING : State.CRITICAL;
        State found = State.of(waiting, limits);
        State state = found.worseThan(worst) ? worst : found;
        String message = counts + " (" + progress.skipped() + " skipped, " + progress.error() + " failed, "
                + progress.owed() + " owed)" + advice(state, progress, allSkipped);
        return new Finding(expected.digest(), state, message, Measure.of(waiting, limits));
    }

    /** From the time at which its first letter was due or, where that was later, it was opened. */
    private static Duration waiting(Expectation expected, Progress progress, Instant now) {
        Instant due = progress.since() == null ? expected.due() : progress.since();
        Instant begin = progress.openedAt().isAfter(due) ? progress.openedAt() : due;
        Duration waiting = Duration.between(begin, now);
        return waiting.isNegative() ? Duration.ZERO : waiting;
    }

    private static String advice(State state, Progress progress, boolean allSkipped) {
        if (state == State.OK) {
            return ".";
        }
        if (progress.reason() != null) {
            return ". It is stopped: " + progress.reason() + " Mend that, then resume it.";
        }
        return allSkipped
                ? ". Nobody got anything to read: look at your import, and at the reasons on the edition's page."
                : ". Look at the reasons on the edition's page, and at the nodes' logs.";
    }
}
