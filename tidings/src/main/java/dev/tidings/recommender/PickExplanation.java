package dev.tidings.recommender;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an item stood in a reader's letter.
 *
 * @param reason as the letter said it, or null
 * @param score in log-odds of a click
 * @param exploration whether chance put it there
 * @param propensity how likely it was to be chosen
 * @param contributions what each feature added to the score, by feature, as the version of that time weighed it
 */
public record PickExplanation(
        String opportunityId,
        String title,
        String digest,
        LocalDate periodStart,
        int position,
        @Nullable String reason,
        double score,
        boolean exploration,
        double propensity,
        long modelVersion,
        Map<String, Double> contributions) {}
