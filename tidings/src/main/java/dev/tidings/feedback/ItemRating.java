package dev.tidings.feedback;

/**
 * A reader's rating of an item, given by a link next to it.
 *
 * @param letterId the letter of the link; 0 for a preview, which is not tracked
 * @param more true for "more like this", false for "not for me"
 */
public record ItemRating(long letterId, String userId, String digest, String itemId, boolean more) {
    /** The stars stored for "more like this". */
    static final int STARS_FOR_MORE = 5;
}
