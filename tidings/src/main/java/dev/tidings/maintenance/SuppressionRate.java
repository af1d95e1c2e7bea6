package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.maintenance.EditionSoundings.Rate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** How many of a week's letters cost an address: it was found dead, or its owner complained. */
final class SuppressionRate implements HealthCheck {
    private static final Duration WEEK = Duration.ofDays(7);

    /** @param reason as the table {@code suppression} spells it */
    record Kind(String name, String reason, String told, String advice) {}

    static final Kind BOUNCES = new Kind(
            "bounces",
            "bounce",
            "Addresses found dead",
            "Where do these addresses come from? Receivers put senders with many dead addresses off.");
    static final Kind COMPLAINTS = new Kind(
            "complaints",
            "complaint",
            "Complaints",
            "Did they ask for this digest? Receivers refuse senders with many complaints.");

    private final Kind kind;
    private final EditionSoundings soundings;
    private final Limits<Double> limits;
    private final int minimum;
    private final InstantSource clock;

    SuppressionRate(Kind kind, EditionSoundings soundings, Limits<Double> limits, int minimum, InstantSource clock) {
        this.kind = kind;
        this.soundings = soundings;
        this.limits = limits;
        this.minimum = minimum;
        this.clock = clock;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public List<Finding> look() {
        return soundings.suppressed(kind.reason(), clock.instant().minus(WEEK)).stream()
                .map(this::judge)
                .toList();
    }

    private Finding judge(Rate rate) {
        if (rate.letters() < minimum) {
            return Finding.ok(rate.digest(), "Not judged: fewer than " + minimum + " letters in the last 7 days.");
        }
        double share = 100.0 * rate.addresses() / rate.letters();
        State state = State.of(share, limits);
        String found = kind.told() + ": " + rate.addresses() + " among " + rate.letters()
                + " letters of the last 7 days (" + Spoken.percent(share) + ").";
        String message = state == State.OK ? found : found + " " + kind.advice();
        return new Finding(rate.digest(), state, message, Measure.percent(share, limits));
    }
}
