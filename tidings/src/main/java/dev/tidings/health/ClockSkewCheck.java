package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How far this node's clock is from the database's, whose moment lies between the question and the answer. */
final class ClockSkewCheck implements HealthCheck {
    private final HealthQueries server;
    private final Thresholds<Duration> limits;
    private final InstantSource clock;

    ClockSkewCheck(HealthQueries server, Thresholds<Duration> limits, InstantSource clock) {
        this.server = server;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock-skew";
    }

    @Override
    public List<CheckFinding> run() {
        Instant asked = clock.instant();
        Instant theirs = server.databaseTime();
        return List.of(evaluate(asked, theirs, clock.instant()));
    }

    CheckFinding evaluate(Instant asked, Instant theirs, Instant answered) {
        Duration skew = Duration.ZERO;
        if (theirs.isBefore(asked)) {
            skew = Duration.between(theirs, asked);
        } else if (theirs.isAfter(answered)) {
            skew = Duration.between(answered, theirs);
        }
        Severity state = Severity.of(skew, limits);
        String found = "This node's clock and the database's are at least " + DurationText.of(skew) + " apart.";
        String message = state == Severity.OK
                ? "This node's clock agrees with the database's."
                : found + " Let both follow a time server (NTP): digests go out by the database's clock.";
        return CheckFinding.of(state, message, Measure.of(skew, limits));
    }
}
