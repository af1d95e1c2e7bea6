package dev.tidings.scraping.reading;

import java.util.regex.Pattern;

/**
 * The forms in which people and programs write dates, as patterns over a normalized text with marked names. The groups
 * are {@code y} year, {@code m} month, {@code n} marked month, {@code d} day, {@code a}, {@code b} day and month in the
 * source's order, {@code from} first day of a period within the month, {@code w} ISO week, {@code wd} its day,
 * {@code last}, {@code mid}, {@code vague} parts of a month.
 */
enum DateForm {
    /** 2026-03-15, 2026. 3. 15. */
    YEAR_FIRST("(?<!\\d)" + FormPart.START
            + "(?<y>\\d{4})(?<sep>[-/.])(?:(?<=\\.) )?(?<m>\\d{1,2})\\k<sep>(?:(?<=\\.) )?(?<d>\\d{1,2})(?!\\d)"),
    /** 20260315. */
    COMPACT("(?<!\\d)(?<y>20\\d{2})(?<m>[01]\\d)(?<d>[0-3]\\d)(?!\\d)"),
    /** 2026年3月15日, 3월 15일. */
    IDEOGRAPHIC("(?:(?<!\\d)(?<y>\\d{4}) ?[年년] ?|(?<![年년\\d])(?<![年년] ))(?<m>\\d{1,2}) ?[月월] ?(?<d>\\d{1,2}) ?[日일号]"),
    /** 2026年3月末, 2026年3月. */
    IDEOGRAPHIC_MONTH("(?<!\\d)(?:(?<y>\\d{4}) ?[年년] ?(?<m>\\d{1,2}) ?[月월](?<last> ?[末말])?(?! ?\\d)"
            + "|(?<![年년\\d])(?<![年년] )(?<m2>\\d{1,2}) ?[月월](?<last2> ?[末말]))"),
    /** 2026-W12-1; without the day, its Sunday. */
    WEEK("(?<!\\d)(?<y>\\d{4})-?w(?<w>\\d{2})(?:-?(?<wd>[1-7]))?(?!\\d)"),
    /** 15.3.2026, 3/15/26. In 26-12-15, the day and the year look alike. */
    NUMERIC("(?<!\\d)" + FormPart.START + "(?!2[4-9]-\\d{1,2}-\\d{2}(?!\\d))"
            + "(?<a>\\d{1,2}) ?(?<sep>[./-]) ?(?<b>\\d{1,2}) ?\\k<sep> ?(?<y>\\d{4}|\\d{2})(?!\\d)"),
    /** 15 March 2026, 1er mars 2026, 15-Mar-26, 1–15 March 2026. */
    DAY_MONTH_YEAR(FormPart.DAY_MONTH + "\\.?[,.]?[ /-]?(?:de |del |of )?'?(?<y>\\d{4}|(?<=[-/'])\\d{2})(?!\\d)"),
    /** 15 Mar 26. */
    DAY_MONTH_SHORT_YEAR(FormPart.DAY_MONTH + "\\.? (?<y>[2-4]\\d)(?=$|[,;)])"),
    /** March 15, 2026, Sept. 30th, 2026, March 1–15, 2026. */
    MONTH_DAY_YEAR(FormPart.monthDay("[.,-]") + "[,.]?[ -]?(?:of )?'?(?<y>\\d{4}|(?<=')\\d{2})(?!\\d)"),
    /** Jan 4 16:29:06 2026. The year stands behind the time. */
    MONTH_DAY_TIME_YEAR(
            "(?<n>MONTH)\\.? (?<d>\\d{1,2})(?= \\d{1,2}:\\d{2}(?::\\d{2})?(?: \\p{L}{1,5})? (?<y>\\d{4})(?!\\d))"),
    /** 2026. március 15., 2026 m. kovo 15 d. */
    YEAR_MONTH_DAY("(?<!\\d)(?<y>\\d{4})(?:ko)?\\.?(?: ?m\\.?)?[ ,/-]?(?<n>MONTH)\\.?[ /-]?(?<d>\\d{1,2})(?![\\d:])"),
    /** 2026. gada 15. marts. */
    YEAR_DAY_MONTH("(?<!\\d)(?<y>\\d{4})\\.? ?gada (?<d>\\d{1,2})\\.? ?(?<n>MONTH)"),
    /** 15 March. */
    DAY_MONTH(FormPart.DAY_MONTH),
    /** March 15. */
    MONTH_DAY(FormPart.monthDay("\\.") + "(?![\\d:])(?! ?(?:[ap]\\.?m|uhr|h)(?!\\p{L}))"),
    /** End of March 2026, March 2026. */
    MONTH_YEAR("(?<!of |de |des )" + FormPart.OF_MONTH + "?(?<n>MONTH)\\.?[,/]? ?(?:de |del |of )?(?<y>\\d{4})(?!\\d)"),
    /** End of March. */
    PART_OF_MONTH(FormPart.OF_MONTH + "(?<n>MONTH)"),
    /** 15.3., 3/15. Numbers of other meanings look alike: it counts only in a text without another date. */
    DAY_AND_MONTH_NUMBER(
            "(?!24/7)(?<![\\d./-])(?<a>\\d{1,2})(?:(?<sep>\\.)(?<b>\\d{1,2})\\.|/(?<b2>\\d{1,2})(?! ?\\p{L}))(?![\\d/.-])");

    private final Pattern pattern;

    DateForm(String pattern) {
        this.pattern = Pattern.compile(pattern.replace("MONTH", CalendarNames.MONTH));
    }

    Pattern pattern() {
        return pattern;
    }

    /** The parts that several forms share. */
    private static final class FormPart {
        /** No number and sign before, except a hyphen behind another date, or the slash of an ISO interval. */
        static final String START = "(?:(?<!\\d[./-])|(?<=(?<!\\d)(?:\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}[/-]"
                + "|\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}-|\\d{1,2}[./]\\d{1,2}[./]\\d{2}-)))";

        private static final String ORDINAL =
                "(?:(?:st|nd|rd|th|er|eme|go|e|o|a|u|fed|ain|eg|af|ydd|η|ησ)(?!\\p{L}))?\\.?";
        private static final String FROM = "(?:(?<from>\\d{1,2})" + ORDINAL
                + " ?(?:-|to|until|till|through|thru|bis|au|al|ate|hasta|tot|til|do|and|&|und|et|og|och|or|oder|ou|a|e|y|i|o) ?)?";
        static final String DAY_MONTH = "(?<!\\d)(?<!\\d[.:])" + FROM + "(?<d>\\d{1,2})" + ORDINAL
                + "[ /-]?(?:(?:of|de|del|dell'|d'|z|s|dhen(?: t-)?|o|ta') ?)?(?<n>MONTH)";
        static final String OF_MONTH =
                "(?:(?:(?<last>(?:last day|letzter tag|end|ende|fin|fine|finales|final|fim|eind|slutten|"
                        + "slutet|slutningen|koniec|konca|konec|konci|sfarsitul|края|конца|конец)(?: of| de| van| av| af| des)?)"
                        + "|(?<mid>mid|middle of|mitte|mi|meta|mediados de|meados de|midten af)"
                        + "|(?<vague>early|late|beginning of|start of|anfang|debut|inizio|principios de|inicio de))[ -](?:the )?)";

        private FormPart() {}

        /** @param mark what may follow the month, as a character class */
        static String monthDay(String mark) {
            return "(?<n>MONTH)" + mark + "? ?(?:the )?" + FROM + "(?<d>\\d{1,2})" + ORDINAL;
        }
    }
}
