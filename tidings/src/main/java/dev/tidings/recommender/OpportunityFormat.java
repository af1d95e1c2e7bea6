package dev.tidings.recommender;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats the facts of an opportunity. An unknown fact is an empty text. */
record OpportunityFormat(MessageCatalog messages) {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** A text that needs no "Fee:" before it. */
    private static final Pattern NAMES_FEE = Pattern.compile("(?i)\\b(?:fees?|free)\\b");

    /** "Künstlerhaus Bethanien · Berlin, or remote". */
    String whoAndWhere(Opportunity opportunity) {
        return facts(opportunity.organization(), where(opportunity));
    }

    private @Nullable String where(Opportunity opportunity) {
        String location = opportunity.location();
        if (!opportunity.remote()) {
            return location;
        }
        return location == null || location.isBlank() || location.equalsIgnoreCase("remote")
                ? messages.text("opportunities.remote")
                : messages.text("opportunities.remote.or", "location", location);
    }

    /** "Residency · Sculpture, Installation". */
    String kind(Opportunity opportunity) {
        String disciplines = opportunity.disciplines().stream()
                .reduce((first, second) -> messages.text("opportunities.disciplines", "first", first, "second", second))
                .orElse("");
        return facts(capitalized(opportunity.type()), capitalized(disciplines));
    }

    /** "Free to apply · Award: €5,000 and a studio". */
    String terms(Opportunity opportunity) {
        return facts(fee(opportunity), award(opportunity));
    }

    /** Joins the texts that are present. */
    private String facts(@Nullable String first, @Nullable String second) {
        if (first == null || first.isBlank()) {
            return second == null || second.isBlank() ? "" : second;
        }
        return second == null || second.isBlank()
                ? first
                : messages.text("opportunities.facts", "first", first, "second", second);
    }

    /** "Free to apply", "Fee €25"; a text of the source as it is: "Fee: $25 first entry, $10 each additional". */
    private String fee(Opportunity opportunity) {
        BigDecimal fee = opportunity.fee();
        String text = opportunity.feeText();
        boolean free = fee != null && fee.signum() == 0;
        if (free && (text == null || text.indexOf(' ') < 0)) {
            return messages.text("opportunities.fee.none");
        }
        if (text != null) {
            return NAMES_FEE.matcher(text).find() ? text : messages.text("opportunities.fee.text", "text", text);
        }
        return fee == null ? "" : messages.text("opportunities.fee", "money", money(fee, opportunity.currency()));
    }

    private String award(Opportunity opportunity) {
        String award = opportunity.award();
        return award == null || award.isBlank() ? "" : messages.text("opportunities.award", "award", award);
    }

    /** "€25"; an unknown currency code follows the number. */
    private String money(BigDecimal amount, @Nullable String currency) {
        boolean known = currency != null && CURRENCIES.contains(currency);
        NumberFormat format = known ? NumberFormat.getCurrencyInstance(Locale.US) : NumberFormat.getInstance(Locale.US);
        if (known) {
            format.setCurrency(Currency.getInstance(currency));
        }
        int decimals = amount.stripTrailingZeros().scale() <= 0 ? 0 : 2;
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String figure = format.format(amount);
        return known || currency == null
                ? figure
                : messages.text("opportunities.money", "amount", figure, "currency", currency);
    }

    private static @Nullable String capitalized(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
