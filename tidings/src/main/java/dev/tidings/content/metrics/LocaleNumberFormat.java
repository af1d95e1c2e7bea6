package dev.tidings.content.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats numbers for one locale. Not thread-safe. */
final class LocaleNumberFormat {
    private static final int MAX_DECIMALS = 6;

    private final NumberFormat[] decimalFormats = new NumberFormat[MAX_DECIMALS + 1];
    private final DecimalFormat percentFormat;

    /** @param languageTag BCP 47; en-US applies if it is missing or ill-formed */
    LocaleNumberFormat(@Nullable String languageTag) {
        Locale locale = locale(languageTag);
        for (int decimals = 0; decimals < decimalFormats.length; decimals++) {
            decimalFormats[decimals] = NumberFormat.getNumberInstance(locale);
            decimalFormats[decimals].setMinimumFractionDigits(decimals);
            decimalFormats[decimals].setMaximumFractionDigits(decimals);
            decimalFormats[decimals].setRoundingMode(RoundingMode.HALF_UP);
        }
        // Every percent format of the JDK is a DecimalFormat. It formats a long in a third of the time of a BigDecimal.
        percentFormat = (DecimalFormat) NumberFormat.getPercentInstance(locale);
        percentFormat.setMultiplier(1);
    }

    String decimal(BigDecimal value, int decimals) {
        return decimals == 0 && value.scale() <= 0 && value.precision() <= 18
                ? decimalFormats[0].format(value.longValue())
                : decimalFormats[decimals].format(value);
    }

    /** @param percent whole percent */
    String percent(long percent) {
        return percentFormat.format(percent);
    }

    private static Locale locale(@Nullable String languageTag) {
        try {
            Locale locale = new Locale.Builder()
                    .setLanguageTag(languageTag == null ? "" : languageTag)
                    .build();
            return locale.getLanguage().isEmpty() ? Locale.US : locale;
        } catch (IllformedLocaleException e) {
            return Locale.US;
        }
    }
}
