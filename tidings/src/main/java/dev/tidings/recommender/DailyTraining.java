package dev.tidings.recommender;

import dev.tidings.recommender.PickOutcomes.PickCursor;
import dev.tidings.recommender.PickOutcomes.TrainingPage;
import dev.tidings.recommender.ranking.ShadowEvaluation;
import dev.tidings.recommender.ranking.ShadowEvaluation.PromotionDecision;
import dev.tidings.recommender.ranking.TrainingRun;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Trains the ranking model daily on the outcomes of past letters. The candidate becomes live if it is no worse than the
 * live version.
 */
@Component
public class DailyTraining {
    private static final Logger log = LoggerFactory.getLogger(DailyTraining.class);

    /** The time of day of the training. */
    public static final LocalTime AT = LocalTime.of(3, 0);

    /** A pick is used for training after its day and six more have ended. */
    private static final int OUTCOME_DAYS = 7;

    private static final int PAGE_SIZE = 20_000;

    private final ModelVersions versions;
    private final PickOutcomes outcomes;
    private final InstantSource clock;

    DailyTraining(ModelVersions versions, PickOutcomes outcomes, InstantSource clock) {
        this.versions = versions;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Trains on all picks that completed their outcome window since the live version was trained. Deterministic: the
     * same picks and feedback give the same candidate.
     *
     * @param zone zone of the days
     * @return the evaluated candidate; empty if there were too few examples
     */
    public Optional<ModelVersion> train(ZoneId zone) {
        VersionedModel live = versions.live();
        Instant through = LocalDate.ofInstant(clock.instant(), zone)
                .minusDays(OUTCOME_DAYS - 1)
                .atStartOfDay(zone)
                .toInstant();
        Instant from =
                versions.find(live.version()).map(ModelVersion::trainedThrough).orElse(Instant.EPOCH);
        TrainingRun run = new TrainingRun(live.model());
        trainOnOutcomes(run, from, through);
        ShadowEvaluation evaluation = run.evaluate();
        if (evaluation.decision() == PromotionDecision.TOO_FEW) {
            log.info("training produced no model version: {}", evaluation.reason());
            return Optional.empty();
        }
        return versions.find(promoteOrRefuse(live, run, evaluation, through));
    }

    private void trainOnOutcomes(TrainingRun run, Instant from, Instant through) {
        PickCursor cursor = PickCursor.before(from);
        TrainingPage page;
        do {
            page = outcomes.readAfter(cursor, through, PAGE_SIZE);
            run.train(page.examples());
            cursor = page.nextCursor();
        } while (page.pickCount() == PAGE_SIZE);
    }

    private long promoteOrRefuse(VersionedModel live, TrainingRun run, ShadowEvaluation evaluation, Instant through) {
        long candidate = versions.add(run.candidate(), through, evaluationFigures(run, evaluation));
        boolean promoted = evaluation.decision() == PromotionDecision.PROMOTE
                && versions.promote(candidate, live.version(), evaluation.reason());
        if (!promoted) {
            versions.refuse(
                    candidate,
                    evaluation.decision() == PromotionDecision.PROMOTE
                            ? "another version became live during training"
                            : evaluation.reason());
        }
        log.info("model version {} {}: {}", candidate, promoted ? "promoted" : "refused", evaluation.reason());
        return candidate;
    }

    private static Map<String, Object> evaluationFigures(TrainingRun run, ShadowEvaluation evaluation) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("examples", run.exampleCount());
        figures.put("held_out", evaluation.exampleCount());
        figures.put("live_loss", evaluation.liveLoss());
        figures.put("candidate_loss", evaluation.candidateLoss());
        figures.put("base_loss", evaluation.baselineLoss());
        figures.put("diverged", run.diverged());
        figures.put("reason", Objects.requireNonNull(evaluation.reason()));
        return figures;
    }
}
