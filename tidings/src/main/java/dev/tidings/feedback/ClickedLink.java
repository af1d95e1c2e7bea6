package dev.tidings.feedback;

import org.jspecify.annotations.Nullable;

/**
 * A tracked link: the letter it stands in, and where that letter pointed.
 *
 * @param letterId 0 in a preview, of which nothing is noted
 * @param itemId the item that it belongs to, or null
 * @param trap whether no reader sees it
 * @param target an address in ASCII
 */
public record ClickedLink(long letterId, @Nullable String itemId, boolean trap, String target) {}
