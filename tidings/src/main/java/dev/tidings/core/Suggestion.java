package dev.tidings.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known word nearest to a mistyped one. */
public final class Suggestion {
    private Suggestion() {}

    /** Null if no word is near: at most one letter in three may differ. */
    public static @Nullable String nearest(String typed, Collection<String> words) {
        return words.stream()
                .filter(word -> isNear(typed, word))
                .min(Comparator.comparingInt(word -> distance(typed, word)))
                .orElse(null);
    }

    /** Whether the words differ by one letter, or by two that are swapped. */
    public static boolean isOneLetterOff(String typed, String word) {
        return Math.abs(typed.length() - word.length()) <= 1 && distance(typed, word) == 1;
    }

    private static boolean isNear(String typed, String word) {
        int allowed = Math.max(typed.length(), word.length()) / 3;
        return Math.abs(typed.length() - word.length()) <= allowed && distance(typed, word) <= allowed;
    }

    /** Letters to add, drop, change or swap with the next one (optimal string alignment). */
    private static int distance(String typed, String word) {
        String from = typed.toLowerCase(Locale.ROOT);
        String to = word.toLowerCase(Locale.ROOT);
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                steps[row][column] = row == 0 || column == 0 ? row + column : least(steps, from, row, to, column);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int least(int[][] steps, String from, int row, String to, int column) {
        char left = from.charAt(row - 1);
        char right = to.charAt(column - 1);
        int changed = steps[row - 1][column - 1] + (left == right ? 0 : 1);
        int least = Math.min(changed, Math.min(steps[row - 1][column], steps[row][column - 1]) + 1);
        boolean swapped = row > 1 && column > 1 && left == to.charAt(column - 2) && right == from.charAt(row - 2);
        return swapped ? Math.min(least, steps[row - 2][column - 2] + 1) : least;
    }
}
