package dev.tidings.feedback;

/**
 * What a reader says of an item, by the link beside it.
 *
 * @param letterId the letter that it stands in; 0 for a preview, of which nothing is noted
 * @param more whether the reader wants more like it; else it is not for them
 */
public record ItemRating(long letterId, String userId, String digest, String itemId, boolean more) {
    /** The stars that wanting more counts as. */
    static final int STARS_FOR_MORE = 5;
}
