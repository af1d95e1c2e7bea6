package dev.tidings.render;

import dev.tidings.core.Color;
import java.util.function.Predicate;

/**
 * A brand's one color as letters need it: text has a contrast of 4.5, bars of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
 *
 * @param accent on the light grounds and under white letters: the brand's color, darkened only as far as that takes
 * @param accentDark on the dark grounds and under letters in their color: the same, lightened as far as that takes
 * @param soft the hue of {@code accent} for bars
 * @param softDark the hue of {@code accentDark} for bars
 */
record Colors(Color accent, Color accentDark, Color soft, Color softDark) {
    static final Color LIGHT = Color.WHITE;
    static final Color LIGHT_AROUND = new Color(0xf4, 0xf5, 0xf7);
    static final Color DARK = new Color(0x19, 0x1d, 0x22);

    private static final Color BLACK = new Color(0, 0, 0);
    private static final double TEXT = 4.5;

    /** More than text needs, so that the best day's bar stands out from the others. */
    private static final double TEXT_IN_THE_DARK = 6;

    private static final double GRAPHIC = 3;
    private static final int STEPS = 100;

    static Colors of(Color brand) {
        Color accent = mixUntil(BLACK, brand, mixed -> mixed.contrastWith(LIGHT_AROUND) >= TEXT);
        Color accentDark = mixUntil(LIGHT, brand, mixed -> mixed.contrastWith(DARK) >= TEXT_IN_THE_DARK);
        return new Colors(accent, accentDark, palest(accent, LIGHT), palest(accentDark, DARK));
    }

    /** The color, or what is nearest to it on the way to the other end and good. */
    private static Color mixUntil(Color end, Color color, Predicate<Color> good) {
        for (int step = 0; step < STEPS; step++) {
            Color mixed = mix(color, end, step);
            if (good.test(mixed)) {
                return mixed;
            }
        }
        return end;
    }

    /** What is nearest to the ground on the way to it and still stands out. */
    private static Color palest(Color color, Color ground) {
        int step = 0;
        while (mix(color, ground, step + 1).contrastWith(ground) >= GRAPHIC) {
            step++;
        }
        return mix(color, ground, step);
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
