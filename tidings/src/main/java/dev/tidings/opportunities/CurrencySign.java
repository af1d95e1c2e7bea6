package dev.tidings.opportunities;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The signs and words that people write for currencies. */
final class CurrencySign {
    /** Signs before an amount, as a regular expression. Capitals may be no code: {@link #marksMoney} decides. */
    static final String BEFORE =
            "(?<!\\p{L})[A-Z]{3} ?\\$|(?<!\\p{L})(?:(?:US|AU|CA|NZ|HK|MX) ?|[ACSRU])\\$|[$€£¥₹₩₺₽₪]|(?<!\\p{L})(?:R(?=\\d)"
                    + "|(?!ALL|TOP|TRY)[A-Z]{3}|(?i:eur|usd|gbp|chf|kr\\.?|rs\\.?|euros?|fr\\.))";

    /** Signs after an amount, as a regular expression. */
    static final String AFTER = "[€$£¥₹₩₺₽₪円元원]|[A-Z]{3}\\b"
            + "|(?i:(?:eur|usd|gbp|chf|cad|aud|nzd|sek|nok|dkk|kr|euros?|(?:us |canadian |australian )?dollars?|pounds?"
            + "|francs?|zł|kč|ft|yen|rupees)(?!\\p{L}))";

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("EURO", "EUR"),
            Map.entry("EUROS", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("US$", "USD"),
            Map.entry("U$", "USD"),
            Map.entry("DOLLAR", "USD"),
            Map.entry("DOLLARS", "USD"),
            Map.entry("USDOLLARS", "USD"),
            Map.entry("A$", "AUD"),
            Map.entry("AU$", "AUD"),
            Map.entry("AUSTRALIANDOLLARS", "AUD"),
            Map.entry("C$", "CAD"),
            Map.entry("CA$", "CAD"),
            Map.entry("CANADIANDOLLARS", "CAD"),
            Map.entry("NZ$", "NZD"),
            Map.entry("HK$", "HKD"),
            Map.entry("MX$", "MXN"),
            Map.entry("S$", "SGD"),
            Map.entry("R$", "BRL"),
            Map.entry("R", "ZAR"),
            Map.entry("£", "GBP"),
            Map.entry("POUND", "GBP"),
            Map.entry("POUNDS", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("円", "JPY"),
            Map.entry("YEN", "JPY"),
            Map.entry("元", "CNY"),
            Map.entry("₹", "INR"),
            Map.entry("RS", "INR"),
            Map.entry("RS.", "INR"),
            Map.entry("RUPEES", "INR"),
            Map.entry("₩", "KRW"),
            Map.entry("원", "KRW"),
            Map.entry("₺", "TRY"),
            Map.entry("₽", "RUB"),
            Map.entry("₪", "ILS"),
            Map.entry("ZŁ", "PLN"),
            Map.entry("KČ", "CZK"),
            Map.entry("FT", "HUF"),
            Map.entry("FR.", "CHF"));

    /** Signs of several currencies. */
    private static final Set<String> AMBIGUOUS = Set.of("KR", "KR.", "FRANC", "FRANCS");

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** Length of "CAD$". */
    private static final int CODE_BEFORE_DOLLAR = 4;

    private CurrencySign() {}

    /** The ISO 4217 code for a code or sign; null if unknown or the sign of several currencies. */
    static @Nullable String code(String text) {
        String upper = normalized(text);
        if (upper.length() == CODE_BEFORE_DOLLAR && upper.endsWith("$")) {
            String code = upper.substring(0, CODE_BEFORE_DOLLAR - 1);
            return CURRENCIES.contains(code) ? code : SIGNS.get("$");
        }
        String code = SIGNS.getOrDefault(upper, upper);
        return CURRENCIES.contains(code) ? code : null;
    }

    /** Whether the text marks an amount of money, even if the currency stays open ("kr"). */
    static boolean marksMoney(String text) {
        return code(text) != null || AMBIGUOUS.contains(normalized(text));
    }

    private static String normalized(String text) {
        return text.replace(" ", "").toUpperCase(Locale.ROOT);
    }
}
