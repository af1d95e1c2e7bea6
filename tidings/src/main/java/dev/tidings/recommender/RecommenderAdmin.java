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

/** The bot as its operators see it: its versions, what it learned, how it does, and why it picked what it picked. */
@Component
public class RecommenderAdmin {
    private static final int MAX_VERSIONS = 100;

    private final ModelVersions versions;
    private final PickHistory records;
    private final InstantSource clock;

    RecommenderAdmin(ModelVersions versions, PickHistory records, InstantSource clock) {
        this.versions = versions;
        this.records = records;
        this.clock = clock;
    }

    /** A weight as it is, beside what was believed before anything was learned; both in log-odds. */
    public record LearnedWeight(String feature, double prior, double learned) {}

    /** The newest hundred, the newest first. */
    public List<ModelVersion> versions() {
        return versions.newest(MAX_VERSIONS);
    }

    /** What new editions pick with. */
    public ModelVersion live() {
        return require(versions.live().version());
    }

    /**
     * Lets new editions pick with this version. Editions that are open keep theirs.
     *
     * @throws UnknownModelVersion if it is not there, or live already
     */
    public ModelVersion promote(long id) {
        ModelVersion version = require(id);
        if (!versions.promote(id, versions.live().version(), "promoted by an operator")) {
            throw new UnknownModelVersion("Version " + id + " is live already");
        }
        return require(version.id());
    }

    /**
     * Takes the live version back and lets new editions pick with the one before it.
     *
     * @return that one
     * @throws UnknownModelVersion if there is none before it
     */
    public ModelVersion rollBack() {
        return versions.rollBack()
                .map(this::require)
                .orElseThrow(() -> new UnknownModelVersion(
                        "No version was live before version " + versions.live().version()));
    }

    /** What {@link #rollBack} would let new editions pick with; empty if nothing was live before. */
    public Optional<ModelVersion> previous() {
        return versions.previous(versions.live().version()).map(this::require);
    }

    /** @throws UnknownModelVersion if it is not there */
    public ModelVersion require(long id) {
        return versions.find(id)
                .orElseThrow(
                        () -> new UnknownModelVersion("There is no version " + id + "; see: tidings bot versions"));
    }

    /**
     * Forgets what a reader did so far: it teaches nothing about them any more. What they were sent is not sent again.
     *
     * @return false if there is no such user
     */
    public boolean reset(String userId) {
        return records.reset(userId);
    }

    /** When the reader's bot was last reset; empty if it never was. */
    public Optional<Instant> resetAt(String userId) {
        return records.resetAt(userId);
    }

    /** Why the reader's newest letter offers what it offers, in its order; empty if nothing was ever picked for them. */
    public List<PickExplanation> explain(String userId) {
        Map<Long, RankingModel> models = new HashMap<>();
        return records.newestLetter(userId).stream()
                .map(made -> explain(
                        made,
                        models.computeIfAbsent(
                                made.modelVersion(), id -> versions.require(id).model())))
                .toList();
    }

    private static PickExplanation explain(PickRecord made, RankingModel model) {
        return new PickExplanation(
                made.opportunityId(),
                made.title(),
                made.digest(),
                made.periodStart(),
                made.position(),
                made.reason(),
                made.score(),
                made.exploration(),
                made.propensity(),
                made.modelVersion(),
                model.contributions(made.features()));
    }

    /** What the live version learned, feature by feature. */
    public List<LearnedWeight> learnedWeights() {
        Map<String, Double> prior = RankingModel.prior().weights();
        return live().weights().entrySet().stream()
                .map(weight ->
                        new LearnedWeight(weight.getKey(), prior.getOrDefault(weight.getKey(), 0.0), weight.getValue()))
                .toList();
    }

    /** How the letters of the last so many weeks were taken, by week, digest and version, the newest first. */
    public List<WeeklyPickQuality> weeklyQuality(int weeks) {
        return records.weeklyQuality(clock.instant().minus(Duration.ofDays(7L * weeks)));
    }
}
