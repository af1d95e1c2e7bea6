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
 * Compares this node's clock with the database's, whose time lies between request and response. Also reports a step of
 * the database's clock within the last hour.
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
        Instant requested = clock.instant();
        Instant databaseTime = server.databaseTime();
        return List.of(evaluate(requested, databaseTime, clock.instant()));
    }

    CheckFinding evaluate(Instant requested, Instant databaseTime, Instant received) {
        Duration skew = Duration.ZERO;
        if (databaseTime.isBefore(requested)) {
            skew = Duration.between(databaseTime, requested);
        } else if (databaseTime.isAfter(received)) {
            skew = Duration.between(received, databaseTime);
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
