package dev.tidings.recommender;

import org.jspecify.annotations.Nullable;

/**
 * Engagement with an opportunity: the number of distinct human readers per action.
 *
 * @param picked readers it was picked for, including letters not yet sent
 * @param averageRating mean of the ratings, 1 to 5; null without ratings
 * @param machines number of events caused by machines
 */
public record OpportunityEngagement(
        long picked,
        long sent,
        long clicked,
        long saved,
        long applied,
        long dismissed,
        long rated,
        @Nullable Double averageRating,
        long machines) {}
