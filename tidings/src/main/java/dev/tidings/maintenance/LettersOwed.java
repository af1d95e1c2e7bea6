package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How long the oldest letter of an edition that is open, or was paused and perhaps forgotten, has been owed. */
final class LettersOwed implements HealthCheck {
    private final EditionSoundings soundings;
    private final Limits<Duration> limits;
    private final InstantSource clock;

    LettersOwed(EditionSoundings soundings, Limits<Duration> limits, InstantSource clock) {
        this.soundings = soundings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "letters-owed";
    }

    @Override
    public List<Finding> look() {
        Instant now = clock.instant();
        return List.of(soundings
                .oldestOwed()
                .map(since -> judge(Duration.between(since, now)))
                .orElseGet(() -> Finding.of(State.OK, "No letter is owed.", Measure.of(Duration.ZERO, limits))));
    }

    private Finding judge(Duration owed) {
        State state = State.of(owed, limits);
        String found = "The oldest owed letter has been owed for " + Spoken.time(owed) + ".";
        String message = state == State.OK
                ? found
                : found
                        + " Its edition is paused, the other side puts it off, or nobody works on it: the reason is on the letter, "
                        + "in the console below its edition.";
        return Finding.of(state, message, Measure.of(owed, limits));
    }
}
