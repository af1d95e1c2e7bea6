package dev.tidings.content.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as a reader of some locale writes them. For one thread. */
final class LocaleNumberFormat {
    private static final int MAX_DECIMALS = 6;

    private final NumberFormat[] figures = new NumberFormat[MAX_DECIMALS + 1];
    private final NumberFormat percent;

    /** @param languageTag BCP 47; en-US serves where it is missing or ill-formed */
    LocaleNumberFormat(@Nullable String languageTag) {
        Locale locale = locale(languageTag);
        for (int decimals = 0; decimals < figures.length; decimals++) {
            figures[decimals] = NumberFormat.getNumberInstance(locale);
            figures[decimals].setMinimumFractionDigits(decimals);
            figures[decimals].setMaximumFractionDigits(decimals);
            figures[decimals].setRoundingMode(RoundingMode.HALF_UP);
        }
        percent = NumberFormat.getPercentInstance(locale);
    }

    String decimal(BigDecimal value, int decimals) {
        return decimals == 0 && value.scale() <= 0 && value.precision() <= 18
                ? figures[0].format(value.longValue())
                : figures[decimals].format(value);
    }

    /** @param percent whole percent */
    String percent(long percent) {
        return this.percent.format(BigDecimal.valueOf(percent, 2));
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
