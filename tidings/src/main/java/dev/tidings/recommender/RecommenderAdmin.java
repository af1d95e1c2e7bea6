package dev.tidings.recommender;

import dev.tidings.recommender.PickHistory.PickRecord;
import dev.tidings.recommender.ranking.RankingModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Operator functions of the recommender: model versions, learned weights, pick quality, explanations and resets. */
@Component
public class RecommenderAdmin {
    private static final int MAX_VERSIONS = 100;

    private final ModelVersions versions;
    private final PickHistory history;
    private final InstantSource clock;

    RecommenderAdmin(ModelVersions versions, PickHistory history, InstantSource clock) {
        this.versions = versions;
        this.history = history;
        this.clock = clock;
    }

    /** A weight and its prior, in log-odds. */
    public record LearnedWeight(String feature, double prior, double learned) {}

    /** The newest 100, newest first. */
    public List<ModelVersion> versions() {
        return versions.newest(MAX_VERSIONS);
    }

    /** The version for new editions. */
    public ModelVersion live() {
        return require(versions.live().version());
    }

    /**
     * Makes a version live for new editions. Open editions keep their version.
     *
     * @throws UnknownModelVersion if it does not exist or is live
     */
    public ModelVersion promote(long id) {
        ModelVersion version = require(id);
        if (!versions.promote(id, versions.live().version(), "promoted by an operator")) {
            throw new UnknownModelVersion("Version " + id + " is live already");
        }
        return require(version.id());
    }

    /**
     * Makes the previously live version live again for new editions.
     *
     * @return that version
     * @throws UnknownModelVersion if there is none
     */
    public ModelVersion rollBack() {
        return versions.rollBack()
                .map(this::require)
                .orElseThrow(() -> new UnknownModelVersion(
                        "No version was live before version " + versions.live().version()));
    }

    /** The version that {@link #rollBack} makes live; empty if there is none. */
    public Optional<ModelVersion> previous() {
        return versions.previous(versions.live().version()).map(this::require);
    }

    /** @throws UnknownModelVersion if it does not exist */
    public ModelVersion require(long id) {
        return versions.find(id)
                .orElseThrow(
                        () -> new UnknownModelVersion("There is no version " + id + "; see: tidings bot versions"));
    }

    /**
     * Makes the model ignore a reader's past interactions. Items already sent stay excluded.
     *
     * @return false if there is no such user
     */
    public boolean reset(String userId) {
        return history.reset(userId);
    }

    /** The time of the reader's last reset; empty if there was none. */
    public Optional<Instant> resetAt(String userId) {
        return history.resetAt(userId);
    }

    /** Explains the picks of the reader's newest letter, in order; empty if there are none. */
    public List<PickExplanation> explain(String userId) {
        Map<Long, RankingModel> models = new HashMap<>();
        return history.newestLetter(userId).stream()
                .map(pick -> explain(
                        pick,
                        models.computeIfAbsent(
                                pick.modelVersion(), id -> versions.require(id).model())))
                .toList();
    }

    private static PickExplanation explain(PickRecord pick, RankingModel model) {
        return new PickExplanation(
                pick.opportunityId(),
                pick.title(),
                pick.digest(),
                pick.periodStart(),
                pick.position(),
                pick.reason(),
                pick.score(),
                pick.exploration(),
                pick.propensity(),
                pick.modelVersion(),
                model.contributions(pick.features()));
    }

    /** The weights of the live version with their priors, by feature. */
    public List<LearnedWeight> learnedWeights() {
        Map<String, Double> prior = RankingModel.prior().weights();
        return live().weights().entrySet().stream()
                .map(weight ->
                        new LearnedWeight(weight.getKey(), prior.getOrDefault(weight.getKey(), 0.0), weight.getValue()))
                .toList();
    }

    /** Pick quality of the last weeks by week, digest and version, newest first. */
    public List<WeeklyPickQuality> weeklyQuality(int weeks) {
        return history.weeklyQuality(clock.instant().minus(Duration.ofDays(7L * weeks)));
    }
}
