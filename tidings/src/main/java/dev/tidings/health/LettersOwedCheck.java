package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Checks how long the oldest letter of open and paused editions has been owed. */
final class LettersOwedCheck implements HealthCheck {
    private final EditionMonitor editions;
    private final Thresholds<Duration> limits;
    private final InstantSource clock;

    LettersOwedCheck(EditionMonitor editions, Thresholds<Duration> limits, InstantSource clock) {
        this.editions = editions;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "letters-owed";
    }

    @Override
    public List<CheckFinding> run() {
        Instant now = clock.instant();
        return List.of(editions.oldestOwed()
                .map(since -> evaluate(Duration.between(since, now)))
                .orElseGet(
                        () -> CheckFinding.of(Severity.OK, "No letter is owed.", Measure.of(Duration.ZERO, limits))));
    }

    private CheckFinding evaluate(Duration owed) {
        Severity state = Severity.of(owed, limits);
        String found = "The oldest owed letter has been owed for " + DurationText.of(owed) + ".";
        String message = state == Severity.OK
                ? found
                : found
                        + " Its edition is paused, the mail server defers it, or no node works on it: the letter's page "
                        + "in the console shows the reason.";
        return CheckFinding.of(state, message, Measure.of(owed, limits));
    }
}
