package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.core.Ticker;
import dev.tidings.database.ClockStep;
import dev.tidings.digest.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far this node's clock is from the database's, whose moment lies between the question and the answer; and whether
 * the database's clock stepped within the last hour.
 */
final class ClockSkewCheck implements HealthCheck {
    /** Time for which a step of the database's clock is shown. */
    private static final Duration STEP_SHOWN = Duration.ofHours(1);

    private final HealthQueries server;
    private final Thresholds<Duration> limits;
    private final InstantSource clock;
    private final Supplier<@Nullable ClockStep> lastStep;
    private final Ticker ticker;

    ClockSkewCheck(
            HealthQueries server,
            Thresholds<Duration> limits,
            InstantSource clock,
            Supplier<@Nullable ClockStep> lastStep,
            Ticker ticker) {
        this.server = server;
        this.limits = limits;
        this.clock = clock;
        this.lastStep = lastStep;
        this.ticker = ticker;
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
        ClockStep step = lastStep.get();
        if (step == null || ticker.since(step.noticedAt()).compareTo(STEP_SHOWN) > 0) {
            return CheckFinding.of(state, message, Measure.of(skew, limits));
        }
        String stepped = "The database's clock " + step.description() + ", "
                + DurationText.of(ticker.since(step.noticedAt())) + " ago. ";
        Severity worst = state == Severity.CRITICAL ? state : Severity.WARNING;
        return CheckFinding.of(worst, stepped + message, Measure.of(skew, limits));
    }
}
