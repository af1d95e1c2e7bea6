package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.digest.Thresholds;
import dev.tidings.health.EditionMonitor.SuppressionCount;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Checks how many addresses of a week's letters were suppressed for one reason. */
final class SuppressionRateCheck implements HealthCheck {
    private static final Duration WEEK = Duration.ofDays(7);

    /** @param unreported why there can be no such suppressions */
    record SuppressionKind(String name, SuppressionReason reason, String label, String advice, String unreported) {}

    static final SuppressionKind BOUNCES = new SuppressionKind(
            "bounces",
            SuppressionReason.BOUNCE,
            "Addresses rejected as dead",
            "Where do these addresses come from? Mail servers defer senders with many dead addresses.",
            "the transport reports no dead addresses, and no address was ever suppressed with the reason bounce.");
    static final SuppressionKind COMPLAINTS = new SuppressionKind(
            "complaints",
            SuppressionReason.COMPLAINT,
            "Complaints",
            "Did they ask for this digest? Mail servers refuse senders with many complaints.",
            "Tidings receives no complaints, and no address was ever suppressed with the reason complaint.");

    private final SuppressionKind kind;
    private final EditionMonitor editions;
    private final Thresholds<Double> limits;
    private final int minimum;
    private final InstantSource clock;

    SuppressionRateCheck(
            SuppressionKind kind,
            EditionMonitor editions,
            Thresholds<Double> limits,
            int minimum,
            InstantSource clock) {
        this.kind = kind;
        this.editions = editions;
        this.limits = limits;
        this.minimum = minimum;
        this.clock = clock;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public List<CheckFinding> run() {
        return editions.suppressionCounts(kind.reason(), clock.instant().minus(WEEK)).stream()
                .map(this::evaluate)
                .toList();
    }

    private CheckFinding evaluate(SuppressionCount rate) {
        if (rate.letters() < minimum) {
            return CheckFinding.notMeasured(
                    rate.digest(), "there were fewer than " + minimum + " letters in the last 7 days.");
        }
        if (!rate.reported()) {
            return CheckFinding.notMeasured(rate.digest(), kind.unreported());
        }
        double share = 100.0 * rate.addresses() / rate.letters();
        Severity state = Severity.of(share, limits);
        String found = kind.label() + ": " + rate.addresses() + " among " + rate.letters()
                + " letters of the last 7 days (" + DurationText.percent(share) + ").";
        String message = state == Severity.OK ? found : found + " " + kind.advice();
        return new CheckFinding(rate.digest(), state, message, Measure.percent(share, limits));
    }
}
