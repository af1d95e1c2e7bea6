package dev.tidings.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data that a source found for one recipient. It is frozen before the letter's first attempt. {@link
 * ContentSource#present} converts it to content.
 *
 * @param source the name of the source
 * @param itemCount number of items in the letter
 * @param values a tree of JSON values (maps, lists, strings, numbers, booleans, null)
 */
public record Facts(String source, int itemCount, Map<String, @Nullable Object> values) {}
