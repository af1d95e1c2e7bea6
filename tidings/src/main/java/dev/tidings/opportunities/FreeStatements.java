package dev.tidings.opportunities;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a fee text says about free entries. A statement counts only if nothing limits it to some applicants: the words
 * and parentheses behind it must be known.
 *
 * @param any whether the text says that entries, or the first one, are free
 * @param firstEntry whether it says so of the first entry only
 * @param rest the text without these statements
 */
record FreeStatements(boolean any, boolean firstEntry, String rest) {
    private static final String ENTRY =
            "(?:entry|entries|application|submission|registration|participation|jury|processing"
                    + "|handling|admin(?:istration)?|entrance|upfront)";

    private static final String FEE = "(?:fees?|charges?|costs?)";

    private static final String WORK = "(?:entry|submission|image|work|piece|artwork|photo)";

    private static final String EVERYBODY =
            "(?:everyone|everybody|anyone|all|(?:all|for) (?:applicants|applications|artists|entrants|participants|entries)"
                    + "|für alle|pour tous|per tutti|para todos)";

    private static final String CALL =
            "(?: (?:(?:to|for|in) )?(?:this|the|our) (?:open call|call|competition|contest|residency|exhibition|show|prize|award"
                    + "|grant|program(?:me)?|festival))?";

    /** Words that may follow "free" and "no fee" and that limit neither. */
    private static final String KNOWN_WORD = "(?:to (?:apply|enter|submit|participate|take part)" + CALL
            + "|is|are|required|charged|due|erhoben|verlangt|fällig|at all|for|per|each|every|the|your|an?|first|1st|one|single"
            + "|entries|submissions|applications?|fee|" + WORK + "|" + EVERYBODY + ")\\b";

    private static final String KNOWN_END = "(?= ?(?:$|[;.,!)|](?! ?\\()|- (?!\\()))";

    private static final String EVERYONE = "(?: " + KNOWN_WORD + ")*" + KNOWN_END;

    /** A parenthesis that limits nothing. */
    private static final Pattern KNOWN_PARENTHESIS = pattern(" ?\\( ?(?:(?:open to |for )?" + EVERYBODY
            + "|all (?:ages|countries|nationalities)|worldwide|international|non-?refundable|online"
            + "|(?:per |each )?(?:" + ENTRY + "|" + WORK + ")(?: " + FEE + ")?"
            + "|(?:max(?:imum|\\.)?|up to|limit(?:ed to)?):? (?:\\d{1,3}|one|two|three|four|five|six|ten)"
            + " (?:entr(?:y|ies)|works?|images?|pieces?|photos?|photographs?|submissions?|artworks?)"
            + "(?: (?:each|per (?:artist|person|applicant)))?"
            + "|[$€£]? ?0(?:[.,]00?)? ?(?:[$€£]|EUR|USD|GBP)?|(?:\\d{1,2} ?% )?commission(?: on sales)?"
            + "|(?:shipping|travel|accommodation|transport|insurance)(?: costs?)? (?:not included|extra|excluded"
            + "|(?:paid )?by (?:the )?artists?|at (?:own|the artist['’]s|artist['’]s) expense)) ?\\)");

    private static final String FREE_WORD =
            "(?:kostenlos|kostenfrei|gebührenfrei|gratis|gratuite?s?|gratuit[ao]s?|gratuiti"
                    + "|bezpłatn[yea]|zdarma|ilmainen|ücretsiz|бесплатно|無料|免费|무료)";

    private static final Pattern FIRST_ENTRY = pattern("(?:\\b(?:first|1st|one|1) (?:free " + WORK + "|" + WORK
            + " (?:is )?free)\\b|\\bfree (?:for|with) (?:the |your )?(?:first|1st) " + WORK + "\\b)"
            + "(?![.,!]? ?\\(| (?:for|if|when|with|to)\\b)");

    /** Statements that an entry costs nothing. They may stand anywhere in a text. */
    private static final Pattern STATEMENT = pattern("\\b(?:(?:there (?:is|are) )?no|zero"
            + "|without(?<!\\b(?:no|not|never|cannot)\\b[^;|]{0,60}without)(?: an?| any)?)"
            + " (?!(?:handling|processing|admin(?:istration)?|upfront) " + FEE + ")(?:" + ENTRY + "(?: or | and |/| ))*"
            + FEE
            + EVERYONE
            + "|(?<!feel )\\bfree (?:to (?:apply|enter|submit|participate)" + CALL
            + "|of charge|entry|application|submission)s?" + EVERYONE
            + "|\\b(?:" + ENTRY + "|submitting|applying|entering)s? (?:is|are) (?:completely |always )?free" + EVERYONE
            + "|\\bkeine? (?:teilnahme|anmelde|bewerbungs|einreich(?:ungs)?)?(?:gebühr(?:en)?|kosten)" + EVERYONE
            + "|\\b(?:sans|aucuns?|pas de) frais(?: d['’]inscription| de (?:dossier|participation))?" + EVERYONE
            + "|\\b(?:sin|senza|no hay|nessun[ao]?) (?:costes?|costos?|costi|cuotas?|quota|tassa|tasas?)"
            + "(?: (?:d['’]|de |di )(?:iscrizione|partecipazione|inscripci[oó]n|participaci[oó]n))?" + EVERYONE
            + "|\\bgeen (?:inschrijfgeld|(?:inschrijf|deelname)?kosten)" + EVERYONE + "|\\bcosts? nothing" + EVERYONE);

    private static final String LABEL = "(?:(?:" + ENTRY + " ?)?" + FEE + "?:? ?)?";

    /** A part of a text, between punctuation marks, that says nothing but "free". */
    private static final Pattern FREE_PART = pattern("(?:^|(?<=[;.,!|])|(?<= - )) ?" + LABEL
            + "(?:free|fee[- ]free|none(?: required)?|nil|keine|zero|"
            + "(?:(?:die |la |l['’])?(?:teilnahme|bewerbung|einreichung|anmeldung|participation|inscription|candidature"
            + "|inscripción|participación|partecipazione|iscrizione|deelname|inschrijving|aanmelding|udział|zgłoszenie|참가비|応募|参加)"
            + " ?(?:ist |est |es |è |is |jest )?)?" + FREE_WORD + "(?: et ouverte? à tous)?)" + EVERYONE);

    /** "No" is an answer only as the whole text: "No. 12" and "No, there is a fee" are none. */
    private static final Pattern ANSWER_NO = pattern(LABEL + "no[.!]?");

    private static final Pattern SENTENCE_END = Pattern.compile("[;|]|[.!] (?!\\()");

    private static final Pattern NEGATION =
            pattern("\\b(?:not|never|cannot|no longer|nobody|nicht|niet|pas|non)\\b(?!-for)|n['’]t\\b");

    /** Words for a part of the applicants. What is free for them is not free. */
    private static final Pattern SOME_APPLICANTS = pattern(
            "\\b(?:(?:non-?)?members?|members?hips?|students?|residents?|subscribers?|seniors?|alumni|locals?|youth"
                    + "|hardships?|concessions?|concessionary|reduced|low[- ]income|unemployed|disabled|disabilit(?:y|ies)"
                    + "|bipoc|scholarships?|waivers?|ermäßigt(?:e[nrs]?)?|réduits?|reducida|ridott[ao]"
                    + "|children|kids|teachers|veterans|under[- ]\\d+|over[- ]\\d+|mitglieder|studierende|studenten|membres"
                    + "|étudiants|adhérents|socios|soci|estudiantes|studenti|(?<!\\b(?:all|no) )ages?|aged|only|unless|except"
                    + "|first[- ](?:\\d{1,4}(?!\\p{L})|time|come|ten|twenty|fifty|hundred)"
                    + "|if(?! (?:you are )?(?:accepted|selected))|buy|get)\\b|\\d\\+|会員|会员|学生|회원|학생");

    private static final Pattern FREE_AMOUNT_END = pattern("(?: ?/ ?" + KNOWN_WORD + ")?" + EVERYONE);

    private static final Pattern KNOWN_NAME = pattern("\\b" + KNOWN_WORD);
    private static final Pattern LETTERS = Pattern.compile("\\p{L}");
    private static final Pattern FOR_SOME = pattern("\\bfor (?!" + KNOWN_WORD + "|artists?\\b)");
    private static final Pattern FEE_NAME = pattern("fee|charge|cost|entry|entries|price|submission|application"
            + "|gebühr|kost|beitrag|teilnahme|frais|tarif|prix|quota|cuota|tassa|tasa"
            + "|inscri|iscri|particip|inschrijf|opłata|費|料|비");

    /** What the text says of a line in NFKC form without repeated spaces. */
    static FreeStatements in(String line) {
        if (ANSWER_NO.matcher(line).matches()) {
            return new FreeStatements(true, false, "");
        }
        boolean any = false;
        boolean firstEntry = false;
        StringBuilder rest = new StringBuilder();
        for (String sentence : SENTENCE_END.splitWithDelimiters(withoutKnownParentheses(line), 0)) {
            String remaining = sentence;
            if (!sentence.contains("?") && !concernsSome(sentence)) {
                remaining = without(FIRST_ENTRY, sentence);
                firstEntry |= !remaining.equals(sentence);
                remaining = without(FREE_PART, without(STATEMENT, remaining));
            }
            any |= !remaining.equals(sentence);
            rest.append(remaining);
        }
        return new FreeStatements(any, firstEntry, rest.toString().replaceFirst("^[ ;.,!|-]+", ""));
    }

    /** Whether the words name a part of the applicants. */
    static boolean concernsSome(String words) {
        return SOME_APPLICANTS.matcher(words).find();
    }

    /** Whether a zero is the fee of everyone: what stands before it names a fee or nothing, and what follows limits nothing. */
    static boolean concernsEveryone(String before, String following) {
        boolean namesFee = !LETTERS.matcher(KNOWN_NAME.matcher(before).replaceAll(""))
                        .find()
                || (FEE_NAME.matcher(before).find() && !FOR_SOME.matcher(before).find());
        return namesFee
                && FREE_AMOUNT_END.matcher(withoutKnownParentheses(following)).lookingAt();
    }

    private static String withoutKnownParentheses(String text) {
        return KNOWN_PARENTHESIS.matcher(text).replaceAll("");
    }

    /** The sentence itself if a negation stands before its first statement. */
    private static String without(Pattern statement, String sentence) {
        Matcher match = statement.matcher(sentence);
        if (!match.find()
                || NEGATION.matcher(sentence.substring(0, match.start())).find()) {
            return sentence;
        }
        return match.replaceAll(" ");
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(
                regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
