package dev.tidings.recommender.ranking;

/**
 * Settings of the selection.
 *
 * @param count maximum items per letter
 * @param explorationShare share of readers whose last item is drawn at random, 0 to 1
 * @param minDays minimum days to the deadline, from the letter's day in the reader's zone
 * @param maxPerSource maximum items per source in a letter while other sources have candidates
 * @param diversity penalty in log-odds for full similarity to an item above; 0 turns it off
 */
public record PickSettings(int count, double explorationShare, int minDays, int maxPerSource, double diversity) {
    public static final PickSettings DEFAULT = new PickSettings(5, 0.1, 3, 3, 1.2);

    public PickSettings withCount(int items) {
        return new PickSettings(items, explorationShare, minDays, maxPerSource, diversity);
    }
}
