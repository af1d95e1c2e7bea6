package dev.tidings.feedback;

import org.jspecify.annotations.Nullable;

/**
 * A tracked link in a letter and its target.
 *
 * @param letterId 0 in a preview, which is not tracked
 * @param itemId the item that the link belongs to, or null
 * @param trap whether the link is hidden from readers
 * @param target an ASCII URL
 */
public record ClickedLink(long letterId, @Nullable String itemId, boolean trap, String target) {}
