package dev.tidings.scraping.reading;

import java.util.regex.Pattern;

/**
 * The forms in which people and programs write times of day, as patterns over a normalized text. The groups are
 * {@code h} hour, {@code min} minute, {@code s} second, {@code half} {@code a} or {@code p}, {@code am} and {@code pm}
 * words for the half of the day.
 */
enum TimeForm {
    /** Midnight, 24:00 midnight, end of day; "AoE" alone means the end of the day there. */
    END_OF_DAY(
            "(?:(?:12|24|0?0)(?:[:.h]00)? ?)?(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia-noite|middernacht"
                    + "|midnatt|midnat|keskiyo|polnoc\\p{L}?|pulnoc\\p{L}?|ejfel|полноч\\p{L}?|end of (?:the )?day|eod)END"
                    + "|(?:(?<=[ (,])|^)(?=(?:aoe|anywhere on earth)END)"),
    NOON("(?:12(?:[:.h]00)? ?(?:uhr |uur |h )?(?:del )?)?(?:noon|midday|mittags?|midi|mezzogiorno|mediodia|meio-dia"
            + "|poludni\\p{L}{1,2}|w poludnie)END|正午|中午|정오"),
    /** 23:59:59, 5:30 pm, 18h30, 18.30 Uhr, 午後5:00. */
    CLOCK(TimePart.EAST + "(?<h>[012]?\\d)(?::|[hu]| h (?=\\d\\d)|\\.(?=\\d\\d ?(?:uhr|uur|hs?|hrs|[ap]\\.?m)END))"
            + "(?<min>[0-5]\\d)(?!\\d)(?::(?<s>[0-5]\\d)(?:[.,]\\d{1,9})?)?(?: ?(?<half>[ap])\\.?mEND\\.?)?"
            + TimePart.UNIT
            + TimePart.PART_OF_DAY),
    /** kl. 12.30, ore 18.00, at 17.30, ore 12. */
    BEHIND_WORD(
            "(?<=(?<!\\p{L})(?:kl|kl\\.|klo|kello|klukkan|ore|ora|godz|godz\\.|godziny|saat|las|alle|om) ?)(?<h>[012]?\\d)"
                    + "(?:\\.(?<min>[0-5]\\d)" + TimePart.NO_AMOUNT + TimePart.UNIT + "|(?![\\d.:/-]|,\\d)(?:"
                    + TimePart.UNIT_WORD + "|(?! ?\\p{L}{3})))" + TimePart.PART_OF_DAY),
    /** At 17.30. */
    DOTTED("(?<=(?<!\\p{L})(?:at|um|um ca\\.|by) )(?<h>[012]?\\d)\\.(?<min>[0-5]\\d)(?![\\d.])"),
    /** 23.59 right behind a date, if it cannot be a day and a month. */
    DOTTED_BEHIND_DATE("(?<=\ue000[ ,|(-]{1,4}|\ue000[ ,(]{0,2}[\ue011-\ue017][ ,)]{0,3})(?<h>[012]?\\d)"
            + "\\.(?<min>00|1[3-9]|[2-5]\\d)" + TimePart.NO_AMOUNT),
    /** 23.59 CET, 23.59 (GMT). It counts only if the zone is known. */
    DOTTED_IN_ZONE("(?<h>[012]?\\d)\\.(?<min>[0-5]\\d)(?= ?[(\\[]?(?:utc|gmt|aoe|hec|mesz?|mez|мск"
            + "|[a-z]{1,4}t|\\p{L}{2,12} time)(?![\\p{L}\\d]))"),
    /** 5 pm. */
    HALF_DAY("(?<h>[01]?\\d) ?(?<half>[ap])\\.?mEND\\.?"),
    /** 18 Uhr, 18h. */
    HOUR("(?<h>[012]?\\d)(?: ?(?:uhr|uur|hs?|hrs|o'clock)|u)END" + TimePart.PART_OF_DAY),
    /** À 18 heures. */
    AT_HOUR("(?<=(?<!\\p{L})(?:a|as|avant|vers|las|antes de las) )(?<h>[012]?\\d)" + TimePart.UNIT_WORD
            + TimePart.PART_OF_DAY),
    /** 17時30分, 午後5時, 下午5点, 오후 6시. */
    IDEOGRAPHIC(TimePart.EAST + "(?<h>[012]?\\d) ?(?:時|时|点|點|시)(?: ?(?<min>[0-5]?\\d) ?[分분])?"),
    /** 6 in the evening, 6 de la tarde. */
    PART_OF_DAY("(?<h>1?\\d)" + TimePart.UNIT + " (?:de la |in the |du |della |di |'s )?" + TimePart.EVENING + "END"),
    /** T050000 behind a date, 1700 hrs. */
    COMPACT("(?:(?<=\ue000t)(?<h>[012]\\d)(?<min>[0-5]\\d)(?<s>[0-5]\\d)?(?=z|[+-]\\d|$|[^\\p{L}\\d]))"),
    MILITARY("(?<h>[012]\\d)(?<min>[0-5]\\d) ?(?:hrs?|hours|h|uhr)END");

    private final Pattern pattern;

    TimeForm(String pattern) {
        this.pattern = Pattern.compile("(?<![\\d:.,])(?:" + pattern.replace("END", "(?![\\p{L}\\d])") + ")");
    }

    Pattern pattern() {
        return pattern;
    }

    /** The parts that several forms share. */
    private static final class TimePart {
        /** Behind a number with a point that is a time and not a price, a size or a part of a date. */
        static final String NO_AMOUNT =
                "(?!\\d|[.:/]\\d|,\\d| ?(?:[€$£%x×]|eur|euros?|usd|chf|gbp|sek|nok|dkk|kr|pln|zl"
                        + "|[kmg]b|[mck]?m|kg|inch|inches|mio)(?![\\p{L}\\d]))";

        static final String EVENING =
                "(?<pm>tarde|tarda|noche|noite|evening|afternoon|apres-midi|soir|abends?|nachmittags?"
                        + "|pomeriggio|sera|avonds|middags|wieczorem)";
        static final String PART_OF_DAY =
                "(?: (?:de la |da |in the |du |de l'|della |del |di |'s )?" + EVENING + "END)?";
        static final String UNIT_WORD = "(?: ?(?:uhr|uur|hrs?|hs?|horas?|heures?|ore|hours)END\\.?)";
        static final String UNIT = UNIT_WORD + "?";
        static final String EAST = "(?:(?:(?<am>午前|上午|오전)|(?<pm2>午後|下午|晚上|오후)) ?)?";

        private TimePart() {}
    }
}
