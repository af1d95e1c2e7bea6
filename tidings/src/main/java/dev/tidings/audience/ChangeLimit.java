package dev.tidings.audience;

import java.math.BigDecimal;

/**
 * The share of all users whose opt-in, account or address an import may change.
 *
 * @param percent from 0 to 100; 0 permits no change
 */
public record ChangeLimit(double percent) {

    /** @throws IllegalArgumentException if the text is no share such as {@code 20%} or {@code 0.5%} */
    public static ChangeLimit parse(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3})?%?")) {
            throw invalid(text);
        }
        double percent = Double.parseDouble(text.replace("%", ""));
        if (percent > 100) {
            throw invalid(text);
        }
        return new ChangeLimit(percent);
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no share of 0% to 100%, such as 20%");
    }

    boolean isExceededBy(long changed, long users) {
        return changed * 100.0 > percent * users;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%";
    }
}
