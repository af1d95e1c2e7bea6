package dev.tidings.recommender.ranking;

/**
 * How to pick.
 *
 * @param count the most items that a letter shows
 * @param explorationShare the share of readers whose last item chance chooses, 0 to 1
 * @param minDays how many days a reader must have left to apply, from the day of the letter in the reader's zone
 * @param maxPerSource the most items of one source in a letter, as long as others have any
 * @param diversity how much likeness to an item above counts against one, in log-odds at full likeness; 0 ignores it
 */
public record PickSettings(int count, double explorationShare, int minDays, int maxPerSource, double diversity) {
    public static final PickSettings DEFAULT = new PickSettings(5, 0.1, 3, 3, 1.4);

    public PickSettings withCount(int items) {
        return new PickSettings(items, explorationShare, minDays, maxPerSource, diversity);
    }
}
