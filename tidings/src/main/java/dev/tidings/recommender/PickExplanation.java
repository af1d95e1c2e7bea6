package dev.tidings.recommender;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an item was in a reader's letter.
 *
 * @param reason as shown in the letter, or null
 * @param score in log-odds of a click
 * @param exploration whether the item was drawn at random for exploration
 * @param propensity probability of the choice
 * @param contributions the share of each feature in the score, by the model version of the letter
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
