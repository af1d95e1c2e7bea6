package dev.tidings.content.recommendation.bot;

/**
 * How to pick.
 *
 * @param count the most items that a letter shows
 * @param explorationShare the share of readers whose last item chance chooses, 0 to 1
 * @param leastDays how many days a reader must have left to apply, from the day of the letter in the reader's zone
 * @param mostPerSource the most items of one source in a letter, as long as others have any
 * @param variety how much likeness to an item above counts against one, in log-odds at full likeness; 0 ignores it
 */
public record PickSettings(int count, double explorationShare, int leastDays, int mostPerSource, double variety) {
    public static final PickSettings DEFAULT = new PickSettings(5, 0.1, 3, 3, 1.4);

    public PickSettings withCount(int items) {
        return new PickSettings(items, explorationShare, leastDays, mostPerSource, variety);
    }
}
