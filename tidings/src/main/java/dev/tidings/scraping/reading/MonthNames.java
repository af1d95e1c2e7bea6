package dev.tidings.scraping.reading;

import java.text.Normalizer;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Month names in the languages of the sources. */
final class MonthNames {
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            Locale.GERMAN,
            Locale.FRENCH,
            Locale.ITALIAN,
            Locale.of("es"),
            Locale.of("pt"),
            Locale.of("nl"));

    private static final Map<String, Integer> NUMBERS = numbers();

    private MonthNames() {}

    /** Lower case, without accents, with single spaces. */
    static String normalize(String text) {
        return Normalizer.normalize(text.replace('\u00a0', ' '), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** A regular expression that matches every month name. */
    static String pattern() {
        return NUMBERS.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    /** @param name a match of {@link #pattern} */
    static int number(String name) {
        return NUMBERS.getOrDefault(name, 0);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>(Map.of("sept", 9));
        for (Month month : Month.values()) {
            for (Locale language : LANGUAGES) {
                for (TextStyle style : List.of(
                        TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)) {
                    String name =
                            normalize(month.getDisplayName(style, language)).replace(".", "");
                    if (name.matches("[a-z]{3,}")) {
                        numbers.putIfAbsent(name, month.getValue());
                    }
                }
            }
        }
        return numbers;
    }
}
