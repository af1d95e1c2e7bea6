package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.maintenance.HouseSoundings.Clicks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How far people's clicks per letter fell: the last four weeks against the eight before. */
final class ModelDrift implements HealthCheck {
    private static final Duration RECENT = Duration.ofDays(28);
    private static final Duration BEFORE = Duration.ofDays(56);

    private final HouseSoundings soundings;
    private final List<String> digests;
    private final Limits<Double> limits;
    private final int minimum;
    private final InstantSource clock;

    /** @param digests those whose letters recommend */
    ModelDrift(
            HouseSoundings soundings, List<String> digests, Limits<Double> limits, int minimum, InstantSource clock) {
        this.soundings = soundings;
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
    public List<Finding> look() {
        Instant now = clock.instant();
        Instant turn = now.minus(RECENT);
        return List.of(
                judge(soundings.clicks(digests, turn.minus(BEFORE), turn), soundings.clicks(digests, turn, now)));
    }

    private Finding judge(Clicks before, Clicks recent) {
        if (before.letters() < minimum || recent.letters() < minimum || before.clicks() == 0) {
            return Finding.of(
                    State.OK, "Not judged: too few letters and clicks in the last twelve weeks to compare.", null);
        }
        double was = (double) before.clicks() / before.letters();
        double is = (double) recent.clicks() / recent.letters();
        double fall = Math.max(0, 100 * (1 - is / was));
        State state = State.of(fall, limits);
        String found = "A letter was clicked " + Spoken.percent(100 * is) + " of the time in the last 4 weeks, "
                + Spoken.percent(100 * was) + " in the 8 weeks before.";
        String message = state == State.OK
                ? found
                : found
                        + " Look at the sources' yield and at what the bot learned; an earlier model can be brought back.";
        return Finding.of(state, message, Measure.percent(fall, limits));
    }
}
