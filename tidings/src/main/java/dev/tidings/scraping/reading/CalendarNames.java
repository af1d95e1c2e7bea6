package dev.tidings.scraping.reading;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of months and weekdays in the languages of the sources (CLDR). {@link #mark} replaces each name by one
 * character of the private use area, so that the patterns of dates need no names.
 */
final class CalendarNames {
    /** A character class: any month. */
    static final String MONTH = "[\ue001-\ue00c\ue021-\ue02c]";

    private static final char FIRST_MONTH = '\ue000';
    private static final char FIRST_AMBIGUOUS_MONTH = '\ue020';
    private static final char FIRST_WEEKDAY = '\ue010';

    /** Short names count too, and weekdays. */
    private static final List<String> MAIN_LANGUAGES =
            List.of("en", "de", "fr", "it", "es", "pt", "nl", "da", "sv", "nb", "tr");

    private static final List<String> LANGUAGES = List.of(
            ("en de de-AT fr it es pt nl da sv nb tr nn fi is pl cs sk hu ro bg sl hr sr sr-Latn bs mk sq el ru uk be lt lv et"
                            + " ca gl eu cy ga gd mt lb th")
                    .split(" ", -1));

    private static final int MIN_LETTERS = 3;
    private static final int MIN_STEM = 5;
    private static final int MAX_ENDING = 4;

    private static final Pattern WORD = Pattern.compile("\\p{L}{" + MIN_LETTERS + ",}");
    private static final Pattern NAME_OF_WORDS = Pattern.compile(WORD + "(?: " + WORD + ")?");

    /** Names that CLDR lacks: abbreviations, and forms behind "o" in Welsh. */
    private static final Map<String, Month> OTHER_NAMES = Map.ofEntries(
            Map.entry("febr", Month.FEBRUARY),
            Map.entry("mrz", Month.MARCH),
            Map.entry("maerz", Month.MARCH),
            Map.entry("maert", Month.MARCH),
            Map.entry("fawrth", Month.MARCH),
            Map.entry("mharta", Month.MARCH),
            Map.entry("fai", Month.MAY),
            Map.entry("fehefin", Month.JUNE),
            Map.entry("orffennaf", Month.JULY),
            Map.entry("fedi", Month.SEPTEMBER),
            Map.entry("sept", Month.SEPTEMBER),
            Map.entry("urriaren", Month.OCTOBER),
            Map.entry("dachwedd", Month.NOVEMBER),
            Map.entry("ragfyr", Month.DECEMBER));

    /** Words that look like the stem of a month in another language, as "abendua", and a zone that is August in Welsh. */
    private static final Set<String> NO_MONTHS = Set.of("abend", "abends", "awst");

    private static final Pattern AUGUST_IN_WELSH = Pattern.compile("(?<=\\d (?:o )?)awst(?= \\d{4}(?!\\d))");

    private static final Map<String, Month> MONTHS = new HashMap<>();
    private static final Map<String, Set<Month>> STEMS = new HashMap<>();
    private static final Set<String> AMBIGUOUS = new HashSet<>();
    private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
    private static final Pattern NAMES_OF_TWO_WORDS;

    static {
        readMonths();
        NAMES_OF_TWO_WORDS = Pattern.compile(MONTHS.keySet().stream()
                .filter(name -> name.contains(" "))
                .collect(Collectors.joining("|", "(?<!\\p{L})(?:", ")(?!\\p{L})")));
    }

    private CalendarNames() {}

    /** @param text normalized */
    static String mark(String text) {
        String august = Character.toString(FIRST_MONTH + Month.AUGUST.getValue());
        String welsh = AUGUST_IN_WELSH.matcher(text).replaceAll(august);
        String marked = NAMES_OF_TWO_WORDS.matcher(welsh).replaceAll(name -> mark(name.group(), name.group()));
        return WORD.matcher(marked).replaceAll(word -> Matcher.quoteReplacement(mark(word.group(), word.group())));
    }

    private static String mark(String word, String fallback) {
        Month month = month(word);
        if (month != null) {
            char first = AMBIGUOUS.contains(word) ? FIRST_AMBIGUOUS_MONTH : FIRST_MONTH;
            return Character.toString(first + month.getValue());
        }
        DayOfWeek weekday = WEEKDAYS.get(word);
        return weekday == null ? fallback : Character.toString(FIRST_WEEKDAY + weekday.getValue());
    }

    /** Number of the month that a mark stands for. */
    static int monthNumber(char mark) {
        return mark - (isAmbiguous(mark) ? FIRST_AMBIGUOUS_MONTH : FIRST_MONTH);
    }

    /** Whether the name is another month in another language, as "listopada" in Polish and Croatian. */
    static boolean isAmbiguous(char mark) {
        return mark > FIRST_AMBIGUOUS_MONTH;
    }

    static boolean isWeekday(int character) {
        return character > FIRST_WEEKDAY && character < FIRST_AMBIGUOUS_MONTH;
    }

    /** @param mark a mark for which {@link #isWeekday} holds */
    static DayOfWeek weekday(char mark) {
        return DayOfWeek.of(mark - FIRST_WEEKDAY);
    }

    private static @Nullable Month month(String word) {
        Month month = MONTHS.get(word);
        if (NO_MONTHS.contains(word)) {
            return null;
        }
        for (int length = word.length(); month == null && length >= MIN_STEM; length--) {
            Set<Month> ofStem = STEMS.getOrDefault(word.substring(0, length), Set.of());
            if (ofStem.size() == 1 && word.length() - length <= MAX_ENDING) {
                month = ofStem.iterator().next();
            }
        }
        return month;
    }

    private static void readMonths() {
        MONTHS.putAll(OTHER_NAMES);
        for (String language : LANGUAGES) {
            for (Month month : Month.values()) {
                for (TextStyle style : styles(language)) {
                    String name = name(month.getDisplayName(style, Locale.forLanguageTag(language)));
                    if (NAME_OF_WORDS.matcher(name).matches()) {
                        addMonth(name, month);
                    }
                }
            }
        }
    }

    /** The first language decides about an ambiguous name. A stem stands for declined forms. */
    private static void addMonth(String name, Month month) {
        Month known = MONTHS.putIfAbsent(name, month);
        if (known != null && known != month) {
            AMBIGUOUS.add(name);
        }
        for (int length = Math.max(MIN_STEM, name.length() - 2); length < name.length(); length++) {
            STEMS.computeIfAbsent(name.substring(0, length), stem -> EnumSet.noneOf(Month.class))
                    .add(month);
        }
    }

    private static Map<String, DayOfWeek> weekdays() {
        Map<String, DayOfWeek> weekdays = new HashMap<>(Map.of("tues", DayOfWeek.TUESDAY, "thurs", DayOfWeek.THURSDAY));
        for (DayOfWeek day : DayOfWeek.values()) {
            weekdays.put(name(day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)), day);
            for (String language : MAIN_LANGUAGES) {
                weekdays.putIfAbsent(name(day.getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language))), day);
            }
        }
        return weekdays;
    }

    private static List<TextStyle> styles(String language) {
        return MAIN_LANGUAGES.contains(language)
                ? List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)
                : List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE);
    }

    /** Without the dot of an abbreviation and the article of some languages ("de març"). */
    private static String name(String displayName) {
        return NormalizedText.of(displayName)
                .replace(".", "")
                .replaceFirst("^(?:d(?:e |')|(?:dhen|an|am) (?:t-)?)", "");
    }
}
