package dev.tidings.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The word that somebody probably meant who typed another, by the number of letters to change (Levenshtein). */
final class NearestWord {
    private NearestWord() {}

    /** Null if no word is near: about one letter in three may differ. */
    static @Nullable String to(String typed, Collection<String> words) {
        return words.stream()
                .filter(word -> 3 * distance(typed, word) <= Math.max(typed.length(), word.length()) + 1)
                .min(Comparator.comparingInt(word -> distance(typed, word)))
                .orElse(null);
    }

    private static int distance(String typed, String word) {
        String from = typed.toLowerCase(Locale.ROOT);
        String to = word.toLowerCase(Locale.ROOT);
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[to.length()];
    }
}
