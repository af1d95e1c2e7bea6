package dev.tidings.recommender;

import dev.tidings.opportunities.Opportunity;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How letters tell the plain facts of an opportunity. A fact that nobody gave is an empty text. */
final class OpportunityFormat {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private OpportunityFormat() {}

    /** "Künstlerhaus Bethanien · Berlin, or remote". */
    static String whoAndWhere(Opportunity opportunity) {
        return Stream.of(opportunity.organization(), where(opportunity))
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" · "));
    }

    private static @Nullable String where(Opportunity opportunity) {
        String location = opportunity.location();
        if (!opportunity.remote()) {
            return location;
        }
        return location == null || location.isBlank() || location.equalsIgnoreCase("remote")
                ? "Remote"
                : location + ", or remote";
    }

    /** "Residency · Sculpture, Installation". */
    static String kind(Opportunity opportunity) {
        return Stream.of(opportunity.type(), String.join(", ", opportunity.disciplines()))
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .map(OpportunityFormat::capitalized)
                .collect(Collectors.joining(" · "));
    }

    /** "Free to apply", "Fee €25". */
    static String fee(Opportunity opportunity) {
        BigDecimal fee = opportunity.fee();
        if (fee == null) {
            return "";
        }
        return fee.signum() == 0 ? "Free to apply" : "Fee " + money(fee, opportunity.currency());
    }

    static String award(Opportunity opportunity) {
        String award = opportunity.award();
        return award == null || award.isBlank() ? "" : "Award: " + award;
    }

    /** "€25"; a code that is no currency's stands behind the number. */
    private static String money(BigDecimal amount, @Nullable String currency) {
        boolean known = currency != null && CURRENCIES.contains(currency);
        NumberFormat format = known ? NumberFormat.getCurrencyInstance(Locale.US) : NumberFormat.getInstance(Locale.US);
        if (known) {
            format.setCurrency(Currency.getInstance(currency));
        }
        int decimals = amount.stripTrailingZeros().scale() <= 0 ? 0 : 2;
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(amount) + (known || currency == null ? "" : " " + currency);
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
