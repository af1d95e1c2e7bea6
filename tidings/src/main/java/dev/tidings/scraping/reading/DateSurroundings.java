package dev.tidings.scraping.reading;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words before, between and behind the dates of a normalized text. */
final class DateSurroundings {
    private static final Pattern CLAUSE_END = Pattern.compile("[;|!?()/\u2022]|\\.(?= |$)");
    private static final Pattern WEEKDAYS = Pattern.compile("[\ue011-\ue017]\\.?,?");
    private static final Pattern WORD_ENDS = Pattern.compile("[ ,.():\u3001]+");
    private static final Set<String> ARTICLES = words("""
            st nd rd th er 日 月 火 水 木 金 土 一 월 화 수 목 금 토 일 the el le den dem am on il dne dnia zum und dia""");
    private static final Pattern LONG_WORD = Pattern.compile("\\p{L}{3}|\\p{IsHan}{2}");
    private static final Set<String> JOINS = words("""
            - to until till through thru bis au jusqu'au al a ao hasta ate fino tot t/m til do по до iki
            lidz kuni から 至 到""");
    private static final Set<String> CONJUNCTIONS = words("""
            and or und oder et ou y o e ed en of og och ja i a и & + ; / |""");
    private static final Pattern BETWEEN =
            Pattern.compile("(?<!\\p{L})(?:between|zwischen|entre|tra|fra|mellem|mellan|tussen)[^.;|]{0,20}$");
    private static final Pattern NOTES = Pattern.compile("\\([^()]{0,100}\\)|/");
    /** An open parenthesis too: what is in it explains the date before. */
    private static final Pattern SENTENCE_END = Pattern.compile("[;|!?(\u2022]|\\.(?= |$)");

    private static final Pattern PART_END = Pattern.compile("[,;|!?(\u2022]|\\.(?= |$)");
    private static final String FOR = "(?:for|fur|pour|para|per|voor|dla)";
    private static final Pattern GROUP_BEHIND =
            Pattern.compile("^,? ?(?:\\( ?\\p{L}|(?:" + FOR + "|if|via|by|per|par|por) \\p{L})");
    private static final Pattern GROUP_BEFORE = Pattern.compile("^ ?(?:and |or |und |et |y |e )?(?:(?:" + FOR
            + "|outside|inside|within|ausserhalb|innerhalb|hors|fuera|fuori) \\p{L}|(?:(?:the |all )?others?|everyone else|"
            + "andere|autres|otros|altri|non-?\\p{L}{3,15}|members?|mitglieder|students?|studierende|professionals?"
            + "|residents?|international|national|online|post|postal|by post|mail|e-?mail)(?: artists)?[ :]{0,3}$)");
    private static final Pattern GROUP_AND_COMMA =
            Pattern.compile("^ ?" + FOR + " [^,.;|()]{1,60}[,;] ?(?:and |or |und |et )?$");
    /** "(students): ", right before a date. */
    private static final Pattern NOTE = Pattern.compile("\\([^()]{0,100}\\)(?=[ :]{0,3}$)");
    /** "14 days prior to", right before a date. */
    private static final Pattern OFFSET =
            Pattern.compile("(?<!\\p{L})(?:hours?|days?|weeks?|months?|tage?n?|wochen?|monate?n?"
                    + "|jours?|semaines?|mois|dias?|semanas?|mes|meses|giorn[io]|settiman[ae]|mes[ei])"
                    + " (?:prior to|before|after|following|vor|nach|avant|apres|antes del?|despues del?|prima del?|dopo)"
                    + "(?: (?:the|dem|den|le|el|il))?[ ,.:]*$");

    /** Characters. No words of an offset are longer. */
    private static final int MAX_OFFSET_WORDS = 80;

    private static final String INTERVAL = "/";
    private static final String ISO_YEAR = "\\d{4}-.*";

    private final String text;
    private final List<DateMention> dates;
    private final List<TimeMention> times;

    /** @param dates in the order of the text */
    DateSurroundings(String text, List<DateMention> dates, List<TimeMention> times) {
        this.text = text;
        this.dates = dates;
        this.times = times;
    }

    /** Whether the text names a number of days before or after this date. */
    boolean isOffset(int index) {
        int start = dates.get(index).start();
        return OFFSET.matcher(withoutTimes(Math.max(0, start - MAX_OFFSET_WORDS), start))
                .find();
    }

    /** Whether this date and the one before are the ends of a period. */
    boolean isPeriod(int index) {
        List<String> joints = joints(index);
        if (joints.size() != 1) {
            return false;
        }
        DateMention first = dates.get(index - 1);
        String joint = joints.getFirst();
        return switch (joint) {
            case INTERVAL -> text.substring(first.start()).matches(ISO_YEAR);
            default ->
                JOINS.contains(joint)
                        || (CONJUNCTIONS.contains(joint)
                                && BETWEEN.matcher(text.substring(0, first.start()))
                                        .find());
        };
    }

    /** Whether nothing but conjunctions is between this date and the one before. */
    boolean areListed(int index) {
        return CONJUNCTIONS.containsAll(joints(index));
    }

    /**
     * Whether a date may be for other people or works than one before it: because words for whom it is stand beside it, or
     * because it is earlier and in the same sentence.
     */
    boolean isOfOtherGroup(int index, int other, boolean isEarlier) {
        int start = dates.get(index).end();
        int end = startOf(other);
        String between = NOTES.matcher(withoutTimes(start, end)).replaceAll(" ");
        if (isEarlier && !SENTENCE_END.matcher(between).find()) {
            return true;
        }
        List<String> parts = List.of(PART_END.split(between, -1));
        String last = parts.getLast();
        return CONJUNCTIONS.containsAll(joints(last))
                ? GROUP_BEHIND.matcher(behind(other)).find()
                : parts.size() > 1 && GROUP_BEFORE.matcher(last).find();
    }

    /** Whether words for whom it is are behind a date and behind the one before it: "28 Feb for works, 15 Feb for shows". */
    boolean isOneOfGroups(int index) {
        return index > 0
                && GROUP_AND_COMMA.matcher(behind(index - 1)).matches()
                && GROUP_BEHIND.matcher(behind(index)).find();
    }

    /** The words and signs between this date and the one before, without times, weekdays and articles. */
    private List<String> joints(int index) {
        return joints(behind(index - 1));
    }

    private static List<String> joints(String between) {
        return Stream.of(WORD_ENDS.split(between, -1))
                .filter(word -> !word.isEmpty() && !ARTICLES.contains(word))
                .toList();
    }

    private String withoutTimes(int start, int end) {
        StringBuilder between = new StringBuilder(text.substring(start, end));
        for (TimeMention time : times) {
            for (int i = Math.max(time.start(), start); i < Math.min(time.end(), end); i++) {
                between.setCharAt(i - start, ' ');
            }
        }
        return WEEKDAYS.matcher(between).replaceAll(" ");
    }

    /** Whether the text starts with a date and ends with words, and nothing but words and dates is between. */
    boolean areLabelledBehind() {
        return dates.size() > 1
                && !hasLetter(withoutTimes(0, dates.getFirst().start()))
                && hasLetter(CLAUSE_END.split(behind(dates.size() - 1), 2)[0])
                && IntStream.range(0, dates.size() - 1)
                        .noneMatch(index -> CLAUSE_END.matcher(behind(index)).find());
    }

    /** The words behind a date, up to the end of the clause or the next date. */
    String clauseBehind(int index) {
        return CLAUSE_END.split(behind(index), 2)[0];
    }

    /**
     * Whether a date has words beside it other than times, articles, joints, and words that do not say what a date is.
     *
     * @param first index of the first day of the period that the date at {@code index} ends, otherwise {@code index}
     */
    boolean hasOtherWords(int first, int index) {
        String before = withoutTimes(first == 0 ? 0 : dates.get(first - 1).end(), startOf(first));
        String clause =
                first == 0 ? before : List.of(CLAUSE_END.split(before, -1)).getLast();
        return Stream.of(WORD_ENDS.split(clause + " " + clauseBehind(index), -1))
                .filter(word -> !ARTICLES.contains(word) && !JOINS.contains(word) && !DateLabel.isNeutral(word))
                .anyMatch(word -> LONG_WORD.matcher(word).find());
    }

    private int startOf(int index) {
        return index == dates.size() ? text.length() : dates.get(index).start();
    }

    /** The clauses between the date before and this one. */
    List<String> clausesBefore(int index) {
        String before = text.substring(
                index == 0 ? 0 : dates.get(index - 1).end(), dates.get(index).start());
        return clauses(index == 0 ? before : NOTE.matcher(before).replaceAll(" "));
    }

    /** The clauses up to the next date. */
    List<String> clausesBehind(int index) {
        return clauses(text.substring(dates.get(index).end(), endBehind(index)));
    }

    /** The text up to the next date, without times. */
    private String behind(int index) {
        return withoutTimes(dates.get(index).end(), endBehind(index));
    }

    private int endBehind(int index) {
        return startOf(index + 1);
    }

    static boolean hasLetter(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+", -1));
    }

    private static List<String> clauses(String part) {
        return List.of(CLAUSE_END.split(WEEKDAYS.matcher(part).replaceAll(" "), -1));
    }
}
