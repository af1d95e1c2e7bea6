package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.recommender.ModelHealthQueries;
import java.util.List;

/** Checks how many candidates of the learned ranker were refused in a row. */
final class RefusedCandidatesCheck implements HealthCheck {
    private final ModelHealthQueries models;
    private final Thresholds<Integer> limits;

    RefusedCandidatesCheck(ModelHealthQueries models, Thresholds<Integer> limits) {
        this.models = models;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "refused-candidates";
    }

    @Override
    public List<CheckFinding> run() {
        int refused = models.consecutiveRefusals();
        Severity state = Severity.of(refused, limits);
        String found = refused + " candidates of the ranker were refused since the last promotion.";
        String message = state == Severity.OK
                ? found
                : found + " The live model stays in use; the candidates' evaluations show why they were refused.";
        return List.of(CheckFinding.of(state, message, Measure.count(refused, limits, "candidates")));
    }
}
