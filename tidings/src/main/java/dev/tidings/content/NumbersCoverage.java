package dev.tidings.content;

/**
 * How many accounts have the numbers of a period.
 *
 * @param expected accounts with numbers in the week before the period
 * @param present those of them with numbers for the period's last day
 */
public record NumbersCoverage(int expected, int present) {
    /** Nobody has numbers, or the source shows none. */
    public static final NumbersCoverage NONE = new NumbersCoverage(0, 0);
}
