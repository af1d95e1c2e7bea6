package dev.tidings.recommender;

import java.time.LocalDate;

/**
 * How one digest's picks of one week, by one version of the model, were taken.
 *
 * @param letters how many readers they were for
 * @param picks how many items
 * @param liked how many of them were clicked, saved, applied for, or rated four stars or more, by people
 * @param lettersLiked in how many letters at least one was
 * @param explored how many items chance chose
 * @param exploredLiked how many of those were liked
 */
public record WeeklyPickQuality(
        String digest,
        LocalDate periodStart,
        long modelVersion,
        long letters,
        long picks,
        long liked,
        long lettersLiked,
        long explored,
        long exploredLiked) {

    /** Likings per letter. */
    public double likedPerLetter() {
        return letters == 0 ? 0 : liked / (double) letters;
    }

    /** The share of items that were liked; where every letter has five, precision at five. */
    public double precision() {
        return picks == 0 ? 0 : liked / (double) picks;
    }
}
