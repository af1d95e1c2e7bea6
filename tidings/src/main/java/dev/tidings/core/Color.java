package dev.tidings.core;

import java.util.Locale;
import java.util.regex.Pattern;

/** An opaque sRGB color, each component from 0 to 255. */
public record Color(int red, int green, int blue) {
    public static final Color WHITE = new Color(255, 255, 255);

    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

    /** @throws IllegalArgumentException if the text is not {@code #rrggbb} */
    public static Color parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a color as #rrggbb");
        }
        int bits = Integer.parseInt(text, 1, 7, 16);
        return new Color(bits >> 16, bits >> 8 & 0xff, bits & 0xff);
    }

    /** From 1 (the same) to 21 (black and white); readable text has at least 4.5 (WCAG 2.2, 1.4.3). */
    public double contrastWith(Color other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
