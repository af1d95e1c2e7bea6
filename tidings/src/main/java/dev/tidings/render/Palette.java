package dev.tidings.render;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A brand's one color as letters need it. Contrast is WCAG 2's: text and the button have 4.5:1, bars 3:1 (1.4.3, 1.4.11).
 *
 * @param accent on white and under white letters: the brand's own color, darkened only as far as that needs
 * @param accentDark on the dark ground and under letters of its color: the brand's, lightened only as far as that needs
 * @param soft the same hue for bars on white
 * @param softDark the same hue for bars on the dark ground
 */
record Palette(String accent, String accentDark, String soft, String softDark) {
    static final int LIGHT = 0xffffff;
    static final int DARK = 0x191d22;

    private static final int BLACK = 0x000000;
    private static final double TEXT = 4.5;
    private static final double GRAPHIC = 3;
    private static final int STEPS = 100;

    /** @param brand a color as {@code #rrggbb} */
    static Palette of(String brand) {
        int color = Integer.parseInt(brand.substring(1), 16);
        int accent = towards(BLACK, color, mixed -> contrast(mixed, LIGHT) >= TEXT);
        int accentDark = towards(LIGHT, color, mixed -> contrast(mixed, DARK) >= TEXT);
        int soft = palest(accent, LIGHT);
        int softDark = palest(accentDark, DARK);
        return new Palette(hex(accent), hex(accentDark), hex(soft), hex(softDark));
    }

    /** The first step from the color towards the other end that is good. */
    private static int towards(int end, int color, IntPredicate good) {
        for (int step = 0; step < STEPS; step++) {
            int mixed = mix(color, end, step);
            if (good.test(mixed)) {
                return mixed;
            }
        }
        return end;
    }

    /** The last step from the color towards its ground that still stands out from it. */
    private static int palest(int color, int ground) {
        int step = 0;
        while (contrast(mix(color, ground, step + 1), ground) >= GRAPHIC) {
            step++;
        }
        return mix(color, ground, step);
    }

    private static int mix(int from, int to, int step) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            mixed |= Math.round(a + (b - a) * (float) step / STEPS) << shift;
        }
        return mixed;
    }

    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int color) {
        return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) + 0.0722 * linear(color & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String hex(int color) {
        return String.format(Locale.ROOT, "#%06x", color);
    }
}
