package dev.tidings.opportunities;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The least that one entry costs.
 *
 * @param amount zero for free
 * @param currency ISO 4217; null if the text names none
 */
record Fee(BigDecimal amount, @Nullable String currency) {
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(10);

    static final Fee FREE = new Fee(BigDecimal.ZERO, null);

    static boolean isWithinBounds(BigDecimal amount) {
        return amount.signum() >= 0 && amount.compareTo(LIMIT) < 0;
    }
}
