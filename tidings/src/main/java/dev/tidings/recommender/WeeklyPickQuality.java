package dev.tidings.recommender;

import java.time.LocalDate;

/**
 * Quality of a digest's picks for one week and model version.
 *
 * @param letters number of letters
 * @param picks number of items
 * @param liked items that people clicked, saved, applied for, or rated four stars or more
 * @param lettersLiked letters with at least one liked item
 * @param explored items drawn at random for exploration
 * @param exploredLiked liked ones among them
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

    /** Liked items per letter. */
    public double likedPerLetter() {
        return letters == 0 ? 0 : liked / (double) letters;
    }

    /** The share of liked items; precision at five if every letter has five items. */
    public double precision() {
        return picks == 0 ? 0 : liked / (double) picks;
    }
}
