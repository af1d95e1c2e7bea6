package dev.tidings.scraping.reading;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a schema.org amount of money, such as a salary or a grant, as a text: "4000 to 5000 EUR per month". */
final class MoneyText {
    private MoneyText() {}

    /**
     * The text of a property whose value is a number, a text, or a {@code MonetaryAmount}; null if it has no amount.
     *
     * @param property the name of the property, such as {@code baseSalary}
     */
    static @Nullable String of(LinkedDataNode node, String property) {
        String value = property + "/value";
        @Nullable
        String amount = amount(
                node.first(value + "/value", value, property),
                node.first(value + "/minValue", property + "/minValue"),
                node.first(value + "/maxValue", property + "/maxValue"));
        if (amount == null) {
            return null;
        }
        @Nullable String currency = node.first(property + "/currency", value + "/currency");
        @Nullable String unit = node.first(value + "/unitText", property + "/unitText");
        return amount
                + (currency == null || amount.contains(currency) ? "" : " " + currency)
                + (unit == null ? "" : " per " + unit.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String amount(@Nullable String value, @Nullable String least, @Nullable String most) {
        if (least != null && most != null && !least.equals(most)) {
            return number(least) + " to " + number(most);
        }
        if (value != null) {
            return number(value);
        }
        if (least != null) {
            return most == null ? "from " + number(least) : number(least);
        }
        return most == null ? null : "up to " + number(most);
    }

    private static String number(String text) {
        return text.replaceFirst("\\.0+$", "");
    }
}
