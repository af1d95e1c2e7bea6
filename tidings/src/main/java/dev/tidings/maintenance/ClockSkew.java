package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How far this node's clock is from the database's, whose moment lies between the question and the answer. */
final class ClockSkew implements HealthCheck {
    private final HouseSoundings soundings;
    private final Limits<Duration> limits;
    private final InstantSource clock;

    ClockSkew(HouseSoundings soundings, Limits<Duration> limits, InstantSource clock) {
        this.soundings = soundings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock-skew";
    }

    @Override
    public List<Finding> look() {
        Instant asked = clock.instant();
        Instant theirs = soundings.databaseTime();
        return List.of(judge(asked, theirs, clock.instant()));
    }

    Finding judge(Instant asked, Instant theirs, Instant answered) {
        Duration skew = Duration.ZERO;
        if (theirs.isBefore(asked)) {
            skew = Duration.between(theirs, asked);
        } else if (theirs.isAfter(answered)) {
            skew = Duration.between(answered, theirs);
        }
        State state = State.of(skew, limits);
        String found = "This node's clock and the database's are at least " + Spoken.time(skew) + " apart.";
        String message = state == State.OK
                ? "This node's clock agrees with the database's."
                : found + " Let both follow a time server (NTP): digests go out by the database's clock.";
        return Finding.of(state, message, Measure.of(skew, limits));
    }
}
