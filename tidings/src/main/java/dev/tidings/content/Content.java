package dev.tidings.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one recipient reads: a tree of JSON values (maps, lists, strings, numbers, booleans, null), every text ready to
 * be shown.
 *
 * @param itemCount how many items the letter shows
 * @param preheader the preview line: the news, in plain words
 * @param fields what the template may name
 */
public record Content(int itemCount, String preheader, Map<String, @Nullable Object> fields) {}
