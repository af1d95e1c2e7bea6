package dev.tidings.render;

import dev.tidings.core.Color;
import java.util.function.Predicate;

/**
 * Derives a letter's colors from a brand's color: text has a contrast of 4.5, bars of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
 *
 * @param accent for light backgrounds and under white text: the brand's color, darkened as far as needed
 * @param accentDark for dark backgrounds and under text in their color: the brand's color, lightened as far as needed
 * @param soft the hue of {@code accent} for bars
 * @param softDark the hue of {@code accentDark} for bars
 */
record Colors(Color accent, Color accentDark, Color soft, Color softDark) {
    static final Color LIGHT = Color.WHITE;
    static final Color LIGHT_AROUND = new Color(0xf4, 0xf5, 0xf7);
    static final Color DARK = new Color(0x19, 0x1d, 0x22);

    private static final Color BLACK = new Color(0, 0, 0);
    private static final double TEXT = 4.5;

    /** Higher than text needs, to make the best day's bar stand out. */
    private static final double DARK_TEXT = 6;

    private static final double GRAPHIC = 3;
    private static final int STEPS = 100;

    static Colors of(Color brand) {
        Color accent = mixUntil(BLACK, brand, mixed -> mixed.contrastWith(LIGHT_AROUND) >= TEXT);
        Color accentDark = mixUntil(LIGHT, brand, mixed -> mixed.contrastWith(DARK) >= DARK_TEXT);
        return new Colors(accent, accentDark, palest(accent, LIGHT), palest(accentDark, DARK));
    }

    /** Mixes the color towards the end color as little as needed to satisfy the predicate. */
    private static Color mixUntil(Color end, Color color, Predicate<Color> accepted) {
        for (int step = 0; step < STEPS; step++) {
            Color mixed = mix(color, end, step);
            if (accepted.test(mixed)) {
                return mixed;
            }
        }
        return end;
    }

    /** Returns the color closest to the background that still has the required contrast. */
    private static Color palest(Color color, Color background) {
        int step = 0;
        while (mix(color, background, step + 1).contrastWith(background) >= GRAPHIC) {
            step++;
        }
        return mix(color, background, step);
    }

    private static Color mix(Color from, Color to, int step) {
        return new Color(
                mix(from.red(), to.red(), step),
                mix(from.green(), to.green(), step),
                mix(from.blue(), to.blue(), step));
    }

    private static int mix(int from, int to, int step) {
        return from + Math.round((to - from) * (float) step / STEPS);
    }
}
