package dev.tidings.opportunities;

import java.math.BigDecimal;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The fee that a report states.
 *
 * @param amount the least that one entry costs; zero if free, null if unknown
 * @param currency of the amount (ISO 4217), or null
 * @param text the fee as the source words it; null if it gave only an amount, or nothing
 */
record StatedFee(
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String text) {
    private static final BigDecimal NOTHING_STATED = BigDecimal.ONE.negate();

    /** A text without an amount: more than free, and less than any amount. */
    private static final BigDecimal TEXT_ONLY = new BigDecimal("0.001");

    /** By amount, whatever the currency. Of equal amounts, the one with a text is greater. */
    static final Comparator<StatedFee> BY_AMOUNT =
            Comparator.comparing(StatedFee::rank).thenComparing(fee -> fee.text() != null);

    private BigDecimal rank() {
        if (amount != null) {
            return amount;
        }
        return text == null ? NOTHING_STATED : TEXT_ONLY;
    }
}
