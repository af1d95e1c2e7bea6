package dev.tidings.console;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value of a bar chart with a middle axis: negative values extend to the left, positive ones to the right.
 *
 * @param previous the earlier value, or null
 * @param scale the value whose bar fills one half
 */
public record DivergingBar(
        String label, double number, @Nullable Double previous, double scale) {
    private static final int HALF = 500;

    /** The left end in thousandths of the width. */
    public int start() {
        return number < 0 ? HALF - length() : HALF;
    }

    public int length() {
        return part(Math.abs(number));
    }

    /** The position of the earlier value. */
    public int previousMark() {
        double then = previous == null ? 0 : previous;
        return HALF + (then < 0 ? -part(-then) : part(then));
    }

    private int part(double size) {
        return scale == 0 ? 0 : Math.toIntExact(Math.round(HALF * Math.min(1, size / scale)));
    }

    /**
     * Returns the largest contributions to a score, positive or negative, without the constant one.
     *
     * @param contributions by feature
     */
    static List<DivergingBar> largest(Map<String, Double> contributions, int count, double scale) {
        return contributions.entrySet().stream()
                .filter(part -> !part.getKey().equals("bias") && Math.abs(part.getValue()) >= 0.005)
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.getValue())))
                .limit(count)
                .map(part -> new DivergingBar(BotText.feature(part.getKey()), part.getValue(), null, scale))
                .toList();
    }
}
