package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.health.EditionMonitor.ClickCount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Compares people's clicks per letter in the last four weeks with the eight weeks before. */
final class ModelDriftCheck implements HealthCheck {
    private static final Duration RECENT = Duration.ofDays(28);
    private static final Duration BEFORE = Duration.ofDays(56);

    private final EditionMonitor editions;
    private final List<String> digests;
    private final Thresholds<Double> limits;
    private final int minimum;
    private final InstantSource clock;

    /** @param digests names of the recommending digests */
    ModelDriftCheck(
            EditionMonitor editions,
            List<String> digests,
            Thresholds<Double> limits,
            int minimum,
            InstantSource clock) {
        this.editions = editions;
        this.digests = digests;
        this.limits = limits;
        this.minimum = minimum;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "model-drift";
    }

    @Override
    public List<CheckFinding> run() {
        Instant now = clock.instant();
        Instant split = now.minus(RECENT);
        return List.of(
                evaluate(editions.clicks(digests, split.minus(BEFORE), split), editions.clicks(digests, split, now)));
    }

    private CheckFinding evaluate(ClickCount before, ClickCount recent) {
        if (before.letters() < minimum || recent.letters() < minimum || before.clicks() == 0) {
            return CheckFinding.notMeasured(
                    "", "there were too few letters and clicks in the last twelve weeks to compare.");
        }
        double was = (double) before.clicks() / before.letters();
        double is = (double) recent.clicks() / recent.letters();
        double fall = Math.max(0, 100 * (1 - is / was));
        Severity state = Severity.of(fall, limits);
        String found = "A letter was clicked " + DurationText.percent(100 * is) + " of the time in the last 4 weeks, "
                + DurationText.percent(100 * was) + " in the 8 weeks before.";
        String message = state == Severity.OK
                ? found
                : found
                        + " Look at the sources' results and at what the bot learned; an earlier model can be restored.";
        return CheckFinding.of(state, message, Measure.percent(fall, limits));
    }
}
