package dev.tidings.console;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number beside others of its kind, as a bar that grows from the middle: to the left below zero, to the right above.
 *
 * @param before what it was before, or null
 * @param scale the number whose bar fills one half
 */
public record Bar(String words, double number, @Nullable Double before, double scale) {
    private static final int HALF = 500;

    /** The left end, of a thousand. */
    public int from() {
        return number < 0 ? HALF - length() : HALF;
    }

    public int length() {
        return part(Math.abs(number));
    }

    /** Where the number was before. */
    public int mark() {
        double then = before == null ? 0 : before;
        return HALF + (then < 0 ? -part(-then) : part(then));
    }

    private int part(double size) {
        return scale == 0 ? 0 : Math.toIntExact(Math.round(HALF * Math.min(1, size / scale)));
    }

    /**
     * What added most to a score, either way; what holds for any opportunity is left out.
     *
     * @param contributions by feature
     */
    static List<Bar> most(Map<String, Double> contributions, int count, double scale) {
        return contributions.entrySet().stream()
                .filter(part -> !part.getKey().equals("bias") && Math.abs(part.getValue()) >= 0.005)
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.getValue())))
                .limit(count)
                .map(part -> new Bar(BotWords.feature(part.getKey()), part.getValue(), null, scale))
                .toList();
    }
}
