package dev.tidings.opportunities;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount in a fee text.
 *
 * @param currency ISO 4217; null if the text leaves it open
 * @param value a scale from zero counts with its upper end
 * @param before the words before the amount that belong to it, as written
 * @param following the text behind the amount, up to the next amount, as written
 * @param context the words that belong to the amount, in lower case
 * @param questioned whether a question mark follows
 * @param added whether the text adds it to the amount before: "$25 + $3 handling"
 */
record FeeAmount(
        BigDecimal value,
        @Nullable String currency,
        String before,
        String following,
        String context,
        boolean questioned,
        boolean added) {

    /** A number with thousands in groups of three, or without. A further digit or decimal part makes it no number. */
    private static final String NUMBER = "(?:\\d{1,3}(?:[ '.,]\\d{3}){1,3}(?:[.,]\\d{1,2})?|\\d{1,10}(?:[.,]\\d{1,2})?)"
            + "(?![.,']?\\d|[mM](?!\\p{L})| ?(?i:mio|mill?i|hundred|lakh|crore))";

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private static final String THOUSANDS = "(?: ?(?:k|thousand|tsd\\.?|tausend|mille)(?!\\p{L}))";

    private static final String RANGE = " ?(?:-|(?:up )?to|bis(?: zu)?|à|a|hasta) ?";

    /** In "2025 EUR 20" the first number is a year. A second number ends a range: "25-35 EUR". */
    private static final Pattern AMOUNT = Pattern.compile("(?:(?<before>" + CurrencySign.BEFORE + ") ?)?"
            + "(?<![\\d.,])(?!(?:19|20)\\d\\d [A-Z€$£]{1,3} ?\\d)(?<number>" + NUMBER + ")(?<factor>(?i)" + THOUSANDS
            + ")?(?:[.,]-+)?"
            + "(?:" + RANGE + "(?<end>" + NUMBER + ")(?<endFactor>(?i)" + THOUSANDS + ")?)?(?: ?(?<after>"
            + CurrencySign.AFTER + "))?");

    /** The only number of a text without currencies: at the start, and no count of works or part of a date. */
    private static final Pattern BARE =
            Pattern.compile("(?i)(?:(?:[a-z]+ )?(?:fee|cost|charge)s?(?: is|:)? )?" + "(?<number>" + NUMBER + ")(?:"
                    + RANGE + "(?<end>" + NUMBER + "))?(?= ?(?:$|\\?|for\\b|per\\b|each\\b|/ ?[a-z]|[;,(]))");

    /** Between two amounts, the words before the first separator belong to the first. */
    private static final Pattern SEPARATOR =
            Pattern.compile("[;|]|,(?= )|/(?![a-z])|[.!](?= +(?:\\p{Lu}|\\d))|\\b(?:or|and|oder|und|ou|et)\\b");

    private static final Pattern PLUS = Pattern.compile("(?i)(?:\\+|\\bplus) ?$");

    private static final Pattern OTHER_NUMBER = Pattern.compile("[1-9]");

    /** The amounts with a currency; without any, the number at the start; empty if there is none. */
    static List<FeeAmount> allIn(String line) {
        List<MatchResult> matches = AMOUNT.matcher(line)
                .results()
                .filter(match -> sign(match) != null)
                .toList();
        if (matches.isEmpty()) {
            return bare(line).stream().toList();
        }
        List<FeeAmount> amounts = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            MatchResult match = matches.get(i);
            String before = i == 0 ? line.substring(0, match.start()) : afterSeparator(line, matches.get(i - 1), match);
            boolean last = i + 1 == matches.size();
            String following = line.substring(
                    match.end(), last ? line.length() : matches.get(i + 1).start());
            String after = last ? following : upToSeparator(following);
            String sign = sign(match);
            amounts.add(new FeeAmount(
                    value(match),
                    sign == null ? null : CurrencySign.code(sign),
                    before,
                    following,
                    (before + " " + after).toLowerCase(Locale.ROOT),
                    line.startsWith("?", match.end()) || line.startsWith(" ?", match.end()),
                    i > 0 && isAdded(line, matches.get(i - 1), match)));
        }
        return amounts;
    }

    private static Optional<FeeAmount> bare(String line) {
        Matcher match = BARE.matcher(line);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        String after = line.substring(match.end());
        String end = match.group("end");
        BigDecimal start = number(match.group("number"));
        BigDecimal value = start.signum() == 0 && end != null ? number(end) : start;
        if (value.signum() == 0 && OTHER_NUMBER.matcher(after).find()) {
            return Optional.empty();
        }
        return Optional.of(new FeeAmount(
                value,
                null,
                line.substring(0, match.start("number")),
                after,
                upToSeparator(after).toLowerCase(Locale.ROOT),
                after.startsWith("?"),
                false));
    }

    /** The start of a range, but the end of one from zero. "1-2k" is in thousands as a whole. */
    private static BigDecimal value(MatchResult match) {
        BigDecimal start = number(match.group("number"));
        if (match.group("end") == null) {
            return scaled(start, match.group("factor"));
        }
        BigDecimal end = number(match.group("end"));
        boolean sameFactor = match.group("factor") == null && start.compareTo(end) < 0;
        return start.signum() == 0
                ? scaled(end, match.group("endFactor"))
                : scaled(start, match.group(sameFactor ? "endFactor" : "factor"));
    }

    private static BigDecimal scaled(BigDecimal number, @Nullable String thousands) {
        return thousands == null ? number : number.multiply(THOUSAND);
    }

    private static boolean isAdded(String line, MatchResult previous, MatchResult match) {
        return PLUS.matcher(line.substring(previous.end(), match.start())).find();
    }

    /** The sum of both, with the words of both. */
    FeeAmount plus(FeeAmount other) {
        return new FeeAmount(
                value.add(other.value),
                currency,
                before,
                other.following,
                context + " " + other.context,
                questioned || other.questioned,
                added);
    }

    /** The sign of the currency; the code behind "$25 AUD" says more than the sign before. */
    private static @Nullable String sign(MatchResult match) {
        String before = match.group("before");
        String after = match.group("after");
        boolean isDollarOfCountry = "$".equals(before) && after != null && CurrencySign.marksMoney(after);
        if (before != null && CurrencySign.marksMoney(before) && !isDollarOfCountry) {
            return before;
        }
        return after != null && CurrencySign.marksMoney(after) ? after : null;
    }

    private static String upToSeparator(String text) {
        int separator = separator(text);
        return separator < 0 ? text : text.substring(0, separator);
    }

    private static String afterSeparator(String line, MatchResult previous, MatchResult match) {
        String between = line.substring(previous.end(), match.start());
        return between.substring(Math.max(0, separator(between)));
    }

    /** The first separator outside parentheses; else the parenthesis that stays open; -1 without either. */
    private static int separator(String between) {
        Matcher matcher = SEPARATOR.matcher(between);
        while (matcher.find()) {
            if (openParenthesis(between, matcher.start()) < 0) {
                return matcher.start();
            }
        }
        return openParenthesis(between, between.length());
    }

    private static int openParenthesis(String text, int end) {
        int open = text.lastIndexOf('(', end - 1);
        return open >= 0 && text.substring(open, end).indexOf(')') < 0 ? open : -1;
    }

    /** The last separator is the decimal separator if one or two digits follow it. The others group thousands. */
    private static BigDecimal number(String text) {
        String digits = text.replaceAll("[' ]", "");
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        boolean hasFraction = last >= 0 && digits.length() - last <= 3;
        String integerPart = (hasFraction ? digits.substring(0, last) : digits).replaceAll("[.,]", "");
        return new BigDecimal(hasFraction ? integerPart + "." + digits.substring(last + 1) : integerPart);
    }
}
