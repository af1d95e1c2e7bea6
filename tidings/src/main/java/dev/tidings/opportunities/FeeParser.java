package dev.tidings.opportunities;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the least that one entry costs from a fee as organizations word it: "$25 first entry / $10 each additional",
 * "no entry fee". A text counts as free only if it says so for everyone.
 */
final class FeeParser {
    private static final int MAX_LENGTH = 500;

    private static final String ENTRY =
            "(?:entry|entries|application|submission|registration|participation|jury|processing"
                    + "|handling|admin(?:istration)?|entrance|upfront)";

    private static final String FEE = "(?:fees?|charges?|costs?)";

    /** A text after "no fee" that limits it to nobody. */
    private static final String EVERYONE = "(?= ?(?:$|[;.,!()|]|- |to (?:apply|enter|submit|participate|take part)\\b"
            + "|for (?:the |your |a )?(?:first|1st|one|single|entries|entry|submissions?|applicants|applications|all)\\b"
            + "|(?:is |are )?(?:required|charged|due|erhoben|verlangt|fällig)\\b))";

    private static final String FREE_WORD =
            "(?:kostenlos|kostenfrei|gebührenfrei|gratis|gratuite?s?|gratuit[ao]s?|gratuiti|gratis"
                    + "|bezpłatn[yea]|zdarma|ilmainen|ücretsiz|бесплатно|無料|免费|무료)";

    /** Statements that an entry, or the first one, costs nothing. They may stand anywhere in a text. */
    private static final Pattern FREE_STATEMENT = Pattern.compile("\\b(?:no|without(?: an?| any)?|zero) (?:" + ENTRY
            + "(?: or | and |/| ))*" + FEE + EVERYONE
            + "|(?<!feel |not |not a |n't |never )\\bfree (?:to (?:apply|enter|submit|participate)|of charge"
            + "|entry|application|submission)s?"
            + EVERYONE
            + "|\\b(?:" + ENTRY + "|submitting|applying|entering)s? (?:is|are) (?:completely |always )?free" + EVERYONE
            + "|\\b(?:first|1st|one|1) (?:free (?:entry|submission|image|work|piece)"
            + "|(?:entry|submission|image|work|piece|artwork|photo) (?:is )?free)\\b"
            + "|\\bfree (?:for|with) (?:the |your )?(?:first|1st) (?:entry|submission|image|work|piece)\\b"
            + "|\\bkeine? (?:teilnahme|anmelde|bewerbungs|einreich(?:ungs)?)?(?:gebühr(?:en)?|kosten)" + EVERYONE
            + "|\\bsans frais(?: d['’]inscription| de (?:dossier|participation))?" + EVERYONE
            + "|\\b(?:aucuns?|pas de) frais(?: d['’]inscription| de (?:dossier|participation))?" + EVERYONE
            + "|\\b(?:sin|senza|no hay|nessun[ao]?) (?:costes?|costos?|costi|cuotas?|quota|tassa|tasas?)"
            + "(?: (?:d['’]|de |di )(?:iscrizione|partecipazione|inscripci[oó]n|participaci[oó]n))?" + EVERYONE
            + "|\\bgeen (?:inschrijfgeld|(?:inschrijf|deelname)?kosten)" + EVERYONE
            + "|\\bcosts? nothing" + EVERYONE);

    /** A part of a text, between punctuation marks, that says nothing but "free". */
    private static final Pattern FREE_PART = Pattern.compile("(?:(?:" + ENTRY + " ?)?" + FEE + "?:? ?)?"
            + "(?:free|fee[- ]free|none(?: required)?|no|nil|keine|zero|"
            + "(?:(?:die |la |l['’])?(?:teilnahme|bewerbung|einreichung|anmeldung|participation|inscription|candidature"
            + "|inscripción|participación|partecipazione|iscrizione|deelname|inschrijving|aanmelding|udział|zgłoszenie|참가비|応募|参加)"
            + " ?(?:ist |est |es |è |is |jest )?)?" + FREE_WORD + "(?: et ouverte? à tous)?)");

    private static final Pattern PART_END = Pattern.compile("[;.,!()|]| - ");
    private static final Pattern SENTENCE_END = Pattern.compile("[;|]|[.!] ");

    /** Words for a part of the applicants. What is free for them is not free. */
    private static final Pattern SOME_APPLICANTS = Pattern.compile(
            "(?U)\\b(?:(?:non-?)?members?|members?hips?|students?|residents?|subscribers?|seniors?|alumni|locals?|youth"
                    + "|hardships?|concessions?|concessionary|reduced|low[- ]income|unemployed|disabled|disabilit(?:y|ies)"
                    + "|bipoc|scholarships?|waivers?|ermäßigt(?:e[nrs]?)?|réduits?|reducida|ridott[ao]"
                    + "|children|teachers|veterans|under[- ]\\d+|over \\d+|mitglieder|studierende|studenten|membres|étudiants"
                    + "|socios|soci|estudiantes|studenti)\\b");

    private static final Pattern ENTRY_WORD = Pattern.compile("\\b(?:entry|entries|submission|application)");
    private static final Pattern FEE_WORD =
            Pattern.compile("\\b(?:fee|entry|entries|cost|charge|submission|application)");
    private static final Pattern OTHER_MONEY =
            Pattern.compile("\\b(?:prizes?|awards?|win|winners?|cash|honorari|stipend|budget"
                    + "|donation|insur|valued?|grants?|sales?|preis|prix|premio)\\b");

    /** Money that artists get. The word "fee" occurs there too. */
    private static final Pattern INCOME = Pattern.compile(
            "\\b(?:artists?['’]?s? fees?|receives?|fees? paid|paid (?:to|fee)|we pay|honorari\\w{1,3}|stipends?|remuneration"
                    + "|cachet|honorar|künstlerhonorar)\\b");

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
        return isFree(line.toLowerCase(Locale.ROOT)) ? Fee.FREE : least(amounts);
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

    private static boolean isFree(String line) {
        return SENTENCE_END
                .splitAsStream(line)
                .filter(sentence -> !sentence.contains("?")
                        && !SOME_APPLICANTS.matcher(sentence).find())
                .anyMatch(sentence -> FREE_STATEMENT.matcher(sentence).find()
                        || PART_END.splitAsStream(sentence)
                                .anyMatch(
                                        part -> FREE_PART.matcher(part.strip()).matches()));
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
                && (rank(amount) > 0 || SOME_APPLICANTS.matcher(context).find());
        return !other && !partlyFree;
    }

    /** Beside another amount, a zero is the fee of some applicants, unless its words are about entries. */
    private static boolean concernsEveryone(FeeAmount zero, List<FeeAmount> amounts) {
        return amounts.stream().noneMatch(amount -> amount.value().signum() > 0)
                || FEE_WORD.matcher(zero.context()).find();
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
