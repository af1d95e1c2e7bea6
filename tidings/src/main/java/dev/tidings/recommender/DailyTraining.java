package dev.tidings.recommender;

import dev.tidings.recommender.PickOutcomes.PickCursor;
import dev.tidings.recommender.PickOutcomes.TrainingPage;
import dev.tidings.recommender.ranking.ShadowEvaluation;
import dev.tidings.recommender.ranking.ShadowEvaluation.PromotionDecision;
import dev.tidings.recommender.ranking.TrainingRun;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The daily lesson: what readers made of letters becomes a candidate, which goes live if it does no worse. */
@Component
public class DailyTraining {
    private static final Logger log = LoggerFactory.getLogger(DailyTraining.class);

    /** A letter is learned from when the day it was picked on and six more are over. */
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
     * Learns from everything that became ready since the live version learned. The same picks and feedback give the same
     * candidate.
     *
     * @param zone whose days count
     * @return the candidate, judged; empty if there was too little to judge by
     */
    public Optional<ModelVersion> learn(ZoneId zone) {
        VersionedModel live = versions.live();
        Instant through = LocalDate.ofInstant(clock.instant(), zone)
                .minusDays(OUTCOME_DAYS - 1)
                .atStartOfDay(zone)
                .toInstant();
        Instant from =
                versions.find(live.version()).map(ModelVersion::trainedThrough).orElse(Instant.EPOCH);
        TrainingRun lesson = new TrainingRun(live.model());
        trainOnOutcomes(lesson, from, through);
        ShadowEvaluation evaluation = lesson.evaluate();
        if (evaluation.decision() == PromotionDecision.TOO_FEW) {
            log.info("the bot learned nothing: {}", evaluation.reason());
            return Optional.empty();
        }
        return versions.find(promoteOrRefuse(live, lesson, evaluation, through));
    }

    private void trainOnOutcomes(TrainingRun lesson, Instant from, Instant through) {
        PickCursor place = PickCursor.before(from);
        TrainingPage page;
        do {
            page = outcomes.readAfter(place, through, PAGE_SIZE);
            lesson.train(page.examples());
            place = page.nextCursor();
        } while (page.pickCount() == PAGE_SIZE);
    }

    private long promoteOrRefuse(
            VersionedModel live, TrainingRun lesson, ShadowEvaluation evaluation, Instant through) {
        long candidate = versions.add(lesson.candidate(), through, evaluationFigures(lesson, evaluation));
        boolean promoted = evaluation.decision() == PromotionDecision.PROMOTE
                && versions.promote(candidate, live.version(), evaluation.reason());
        if (!promoted) {
            versions.refuse(
                    candidate,
                    evaluation.decision() == PromotionDecision.PROMOTE
                            ? "another version went live meanwhile"
                            : evaluation.reason());
        }
        log.info("bot version {} {}: {}", candidate, promoted ? "is live" : "was refused", evaluation.reason());
        return candidate;
    }

    private static Map<String, Object> evaluationFigures(TrainingRun lesson, ShadowEvaluation evaluation) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("heard", lesson.exampleCount());
        figures.put("held_out", evaluation.exampleCount());
        figures.put("live_loss", evaluation.liveLoss());
        figures.put("candidate_loss", evaluation.candidateLoss());
        figures.put("base_loss", evaluation.baselineLoss());
        figures.put("diverged", lesson.diverged());
        figures.put("reason", Objects.requireNonNull(evaluation.reason()));
        return figures;
    }
}
