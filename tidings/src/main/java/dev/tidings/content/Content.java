package dev.tidings.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of one recipient's letter: a tree of JSON values (maps, lists, strings, numbers, booleans, null). Every
 * text is ready for display.
 *
 * @param itemCount number of items in the letter
 * @param preheader preview line: the main news as plain text
 * @param fields fields that the template may use
 */
public record Content(int itemCount, String preheader, Map<String, @Nullable Object> fields) {}
