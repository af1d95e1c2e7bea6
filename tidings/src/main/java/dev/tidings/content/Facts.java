package dev.tidings.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a source found out for one recipient, and no more than that: what is frozen of a letter before its first
 * attempt. {@link ContentSource#present} makes of it what the letter shows.
 *
 * @param source the name of the source
 * @param itemCount how many items the letter shows
 * @param values a tree of JSON values (maps, lists, strings, numbers, booleans, null)
 */
public record Facts(String source, int itemCount, Map<String, @Nullable Object> values) {}
