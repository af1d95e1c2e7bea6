package dev.tidings.opportunities;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An application fee, parsed from a text such as "free", "25 EUR", "$25" or "1.200,50 €".
 *
 * @param amount zero for free
 * @param currency ISO 4217; null if the text names none
 */
record Fee(BigDecimal amount, @Nullable String currency) {
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(10);

    private static final Pattern FREE =
            Pattern.compile("(?i)(free( of charge| entry| to (apply|enter))?|none|no( (entry|application|submission))?"
                    + " (fee|charge|cost)s?|no|gratis|kostenlos|kostenfrei|keine|gratuit|gratuito|n/a|nil|-)[.!]?");

    /** One amount with the currency before or after it, and optional words such as "fee". */
    private static final Pattern PAID = Pattern.compile("(?i)(?:(?:entry|application|submission|processing)? ?fee:? )?"
            + "(?<before>[A-Z]{0,3}[€$£¥]|[A-Z]{3})? ?(?<amount>\\d[\\d.,' \\u00a0]*)(?:[.,]-)?"
            + " ?(?<after>[€$£¥]|[A-Z]{3}|euros?|dollars?|pounds?)?(?: (?:per|/) ?\\w+)?");

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("EURO", "EUR"),
            Map.entry("EUROS", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("US$", "USD"),
            Map.entry("DOLLAR", "USD"),
            Map.entry("DOLLARS", "USD"),
            Map.entry("A$", "AUD"),
            Map.entry("AU$", "AUD"),
            Map.entry("C$", "CAD"),
            Map.entry("CA$", "CAD"),
            Map.entry("NZ$", "NZD"),
            Map.entry("£", "GBP"),
            Map.entry("POUND", "GBP"),
            Map.entry("POUNDS", "GBP"),
            Map.entry("¥", "JPY"));

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** Null if the text is not a fee. */
    static @Nullable Fee parse(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (FREE.matcher(line).matches()) {
            return new Fee(BigDecimal.ZERO, null);
        }
        Matcher paid = PAID.matcher(line);
        if (!paid.matches()) {
            return null;
        }
        @Nullable BigDecimal amount = amount(paid.group("amount"));
        @Nullable String sign = paid.group("before") == null ? paid.group("after") : paid.group("before");
        @Nullable String currency = sign == null ? null : currency(sign);
        return amount == null || (sign != null && currency == null) ? null : new Fee(amount, currency);
    }

    /** The ISO 4217 code for a code or sign; null if unknown. */
    static @Nullable String currency(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        String code = SIGNS.getOrDefault(upper, upper);
        return CURRENCIES.contains(code) ? code : null;
    }

    static boolean isWithinBounds(BigDecimal amount) {
        return amount.signum() >= 0 && amount.compareTo(LIMIT) < 0;
    }

    /** The last separator is the decimal separator if one or two digits follow it. The others group thousands. */
    private static @Nullable BigDecimal amount(String text) {
        String digits = text.replaceAll("[' \\u00a0]", "").replaceAll("[.,]$", "");
        if (!digits.matches("\\d{1,3}([.,]\\d{3})*([.,]\\d{1,2})?|\\d+([.,]\\d{1,2})?")) {
            return null;
        }
        String integerPart = digits.replaceFirst("[.,](\\d{1,2})$", "");
        String fraction =
                digits.length() == integerPart.length() ? "" : "." + digits.substring(integerPart.length() + 1);
        BigDecimal amount = new BigDecimal(integerPart.replaceAll("[.,]", "") + fraction);
        return isWithinBounds(amount) ? amount : null;
    }
}
