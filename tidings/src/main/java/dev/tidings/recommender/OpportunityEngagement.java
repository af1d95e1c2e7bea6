package dev.tidings.recommender;

import org.jspecify.annotations.Nullable;

/**
 * How readers took to an opportunity; each is how many of them did it at least once, machines left out.
 *
 * @param picked it was chosen for them, whether or not their letter has gone out yet
 * @param averageRating of {@code rated} readers, 1 to 5, or null if there are none
 * @param machines how many things machines did with it
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
