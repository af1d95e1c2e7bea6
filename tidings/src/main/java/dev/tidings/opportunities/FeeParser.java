package dev.tidings.opportunities;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the least that one entry costs from a fee as organizations word it: "$25 first entry / $10 each additional",
 * "no entry fee". A text counts as free only if it says so for everyone and names no other fee of an entry.
 */
final class FeeParser {
    private static final int MAX_LENGTH = 500;

    private static final Pattern ENTRY_WORD = Pattern.compile("\\b(?:entry|entries|submission|application)");
    private static final Pattern FEE_WORD =
            Pattern.compile("\\b(?:fee|entry|entries|cost|charge|submission|application)");
    private static final Pattern FEE = Pattern.compile("\\bfees?\\b");

    /** A fee of entries. Beside "no application fee" it is another one. */
    private static final Pattern OTHER_FEE =
            Pattern.compile("(?i)\\b(?:entry|submission|application|registration|entrance) fees?\\b");

    private static final Pattern OTHER_MONEY =
            Pattern.compile("\\b(?:prizes?|awards?|win|winners?|cash|honorari|stipend|budget"
                    + "|donation|insur|valued?|grants?|sales?|preis|prix|premio)\\b");

    /** Money that artists get. The word "fee" occurs there too. */
    private static final Pattern INCOME = Pattern.compile(
            "\\b(?:artists?['’]?s? fees?|receives?|fees? paid|paid (?:to|fee)|we pay|honorari\\w{1,3}|stipends?|remuneration"
                    + "|cachet|honorar|künstlerhonorar)\\b");

    private static final Pattern FIRST_ENTRY =
            Pattern.compile("\\b(?:first|1st) (?:entry|submission|image|work|piece|artwork|photo)\\b");

    /** Words for the lower end of a scale. */
    private static final Pattern LOWER_END =
            Pattern.compile("\\b(?:from|ab|starting|early|min(?:imum)?|as low as|sliding|depending)\\b");

    private static final Pattern FURTHER_ENTRY =
            Pattern.compile("\\b(?:additional|add['’]?l|extra|thereafter|further|subsequent|then|multiple"
                    + "|afterwards|(?:second|2nd|third|3rd)|jede[sr]? weitere[rs]?|weitere|supplémentaires?"
                    + "|adicional(?:es)?|aggiuntiv[aoei])\\b");
    private static final Pattern AFTER_SELECTION =
            Pattern.compile("\\b(?:participants?|accepted|selected|booth|vendor|residency fee"
                    + "|participation fee|shipping|accommodation|materials?|hanging|deposit|printing|framing"
                    + "|catalogu?e?|member(?:ship)? fee)\\b"
                    + "|(?:/|\\bper )(?:week|month|night|day)\\b");
    private static final Pattern SEVERAL_ENTRIES = Pattern.compile("(?<!\\bup to )(?<!\\d-)(?<!\\bmax\\.? )"
            + "\\b(?:[2-9]|\\d{2,3}|two|three|four|five|six|ten)(?:-\\d{1,3}|\\+| or more)? (?:\\w{1,20} )?"
            + "(?:entries|works|images|pieces|photos|photographs|submissions|artworks|paintings|prints|slides)\\b");

    private FeeParser() {}

    /** Null if the text tells no amount, or leaves it open. */
    static @Nullable Fee parse(String text) {
        String line = normalized(text);
        List<FeeAmount> amounts = sums(FeeAmount.allIn(line));
        if (amounts.stream().anyMatch(FeeAmount::questioned)) {
            return null;
        }
        FreeStatements free = FreeStatements.in(line);
        return free.any() ? beside(free) : least(amounts);
    }

    /** Adds what is due for the same entry to the amount before. */
    private static List<FeeAmount> sums(List<FeeAmount> amounts) {
        List<FeeAmount> sums = new ArrayList<>();
        for (FeeAmount amount : amounts) {
            boolean sameEntry = amount.added()
                    && rank(amount) == 0
                    && Objects.equals(amount.currency(), sums.getLast().currency());
            sums.add(sameEntry ? sums.removeLast().plus(amount) : amount);
        }
        return sums;
    }

    private static String normalized(String text) {
        String line = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[‐-―−]", "-")
                .replaceAll("\\s+", " ")
                .strip();
        return line.substring(0, Math.min(line.length(), MAX_LENGTH));
    }

    /**
     * Free if no other fee of a first entry stands beside the statements. Null if an amount may be one, or if the text
     * mentions one without its amount.
     */
    private static @Nullable Fee beside(FreeStatements free) {
        List<FeeAmount> others = sums(FeeAmount.allIn(free.rest())).stream()
                .filter(FeeParser::isDueOnEntry)
                .toList();
        if (others.stream().anyMatch(amount -> isNamed(amount, free.firstEntry() ? FEE : FEE_WORD))) {
            return least(others);
        }
        boolean open = !others.isEmpty() || OTHER_FEE.matcher(free.rest()).find();
        return open && !free.firstEntry() ? null : Fee.FREE;
    }

    private static boolean isNamed(FeeAmount amount, Pattern words) {
        return words.matcher(amount.context()).find();
    }

    /** The lowest of the amounts that concern a first entry most directly, in the currency of the first of them. */
    private static @Nullable Fee least(List<FeeAmount> amounts) {
        List<FeeAmount> fees = amounts.stream()
                .filter(FeeParser::isFee)
                .filter(amount -> Fee.isWithinBounds(amount.value()))
                .filter(amount -> amount.value().signum() > 0 || concernsEveryone(amount, amounts))
                .toList();
        int rank = fees.stream().mapToInt(FeeParser::rank).min().orElse(0);
        List<FeeAmount> best =
                fees.stream().filter(amount -> rank(amount) == rank).toList();
        return best.stream()
                .filter(amount ->
                        Objects.equals(amount.currency(), best.getFirst().currency()))
                .min((left, right) -> left.value().compareTo(right.value()))
                .map(amount -> new Fee(amount.value(), amount.currency()))
                .orElse(null);
    }

    private static boolean isFee(FeeAmount amount) {
        String context = amount.context();
        boolean other =
                (INCOME.matcher(context).find() && !ENTRY_WORD.matcher(context).find())
                        || (OTHER_MONEY.matcher(context).find()
                                && !FEE_WORD.matcher(context).find());
        boolean partlyFree = amount.value().signum() == 0
                && (rank(amount) > 0
                        || LOWER_END.matcher(context).find()
                        || FreeStatements.concernsSome(context)
                        || !FreeStatements.concernsEveryone(amount.before(), amount.following()));
        return !other && !partlyFree;
    }

    /** Beside the fee of an entry, a zero is the fee of some applicants or something else, unless it is for the first entry. */
    private static boolean concernsEveryone(FeeAmount zero, List<FeeAmount> amounts) {
        if (FIRST_ENTRY.matcher(zero.context()).find()) {
            return true;
        }
        List<FeeAmount> others =
                amounts.stream().filter(amount -> amount.value().signum() > 0).toList();
        return others.stream().noneMatch(FeeParser::isDueOnEntry) && (others.isEmpty() || isNamed(zero, FEE_WORD));
    }

    private static boolean isDueOnEntry(FeeAmount amount) {
        return amount.value().signum() > 0 && isFee(amount) && rank(amount) <= 1;
    }

    /** 0 for a first entry, 1 for several together, 2 for what is due once selected, 3 for further entries. */
    private static int rank(FeeAmount amount) {
        if (FURTHER_ENTRY.matcher(amount.context()).find()) {
            return 3;
        }
        if (AFTER_SELECTION.matcher(amount.context()).find()) {
            return 2;
        }
        return SEVERAL_ENTRIES.matcher(amount.context()).find() ? 1 : 0;
    }
}
