package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.util.List;

/** How many candidates of the learned ranker were refused in a row. */
final class RefusedCandidates implements HealthCheck {
    private final HouseSoundings soundings;
    private final Limits<Integer> limits;

    RefusedCandidates(HouseSoundings soundings, Limits<Integer> limits) {
        this.soundings = soundings;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "refused-candidates";
    }

    @Override
    public List<Finding> look() {
        int refused = soundings.refusedInARow();
        State state = State.of(refused, limits);
        String found = refused + " candidates of the ranker were refused since the last promotion.";
        String message =
                state == State.OK ? found : found + " The live one goes on; their evaluations say what they lacked.";
        return List.of(Finding.of(state, message, Measure.count(refused, limits, "candidates")));
    }
}
