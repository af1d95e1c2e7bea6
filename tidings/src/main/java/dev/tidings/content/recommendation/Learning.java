package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.PickOutcomes.Page;
import dev.tidings.content.recommendation.PickOutcomes.Place;
import dev.tidings.content.recommendation.bot.Lesson;
import dev.tidings.content.recommendation.bot.ShadowEvaluation;
import dev.tidings.content.recommendation.bot.ShadowEvaluation.Verdict;
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
public class Learning {
    private static final Logger log = LoggerFactory.getLogger(Learning.class);

    /** A letter is learned from when the day it was picked on and six more are over. */
    private static final int DAYS = 7;

    private static final int PAGE = 20_000;

    private final ModelVersions versions;
    private final PickOutcomes outcomes;
    private final InstantSource clock;

    Learning(ModelVersions versions, PickOutcomes outcomes, InstantSource clock) {
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
        NumberedModel live = versions.live();
        Instant through = LocalDate.ofInstant(clock.instant(), zone)
                .minusDays(DAYS - 1)
                .atStartOfDay(zone)
                .toInstant();
        Instant from =
                versions.find(live.version()).map(ModelVersion::trainedThrough).orElse(Instant.EPOCH);
        Lesson lesson = new Lesson(live.model());
        hear(lesson, from, through);
        ShadowEvaluation evaluation = lesson.evaluate();
        if (evaluation.verdict() == Verdict.TOO_FEW) {
            log.info("the bot learned nothing: {}", evaluation.reason());
            return Optional.empty();
        }
        return versions.find(judge(live, lesson, evaluation, through));
    }

    private void hear(Lesson lesson, Instant from, Instant through) {
        Place place = Place.before(from);
        Page page;
        do {
            page = outcomes.after(place, through, PAGE);
            lesson.hear(page.examples());
            place = page.end();
        } while (page.picks() == PAGE);
    }

    private long judge(NumberedModel live, Lesson lesson, ShadowEvaluation evaluation, Instant through) {
        long candidate = versions.add(lesson.candidate(), through, figures(lesson, evaluation));
        boolean promoted = evaluation.verdict() == Verdict.PROMOTE
                && versions.promote(candidate, live.version(), evaluation.reason());
        if (!promoted) {
            versions.refuse(
                    candidate,
                    evaluation.verdict() == Verdict.PROMOTE
                            ? "another version went live meanwhile"
                            : evaluation.reason());
        }
        log.info("bot version {} {}: {}", candidate, promoted ? "is live" : "was refused", evaluation.reason());
        return candidate;
    }

    private static Map<String, Object> figures(Lesson lesson, ShadowEvaluation evaluation) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("heard", lesson.heard());
        figures.put("held_out", evaluation.examples());
        figures.put("live_loss", evaluation.liveLoss());
        figures.put("candidate_loss", evaluation.candidateLoss());
        figures.put("base_loss", evaluation.baseLoss());
        figures.put("diverged", lesson.diverged());
        figures.put("reason", Objects.requireNonNull(evaluation.reason()));
        return figures;
    }
}
