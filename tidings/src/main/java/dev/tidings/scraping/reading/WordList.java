package dev.tidings.scraping.reading;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words and phrases that are searched in normalized texts, each as a whole. */
final class WordList {
    private static final Pattern WITHOUT_SPACES =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}].*");

    private final Pattern pattern;

    private WordList(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @param text phrases, separated by commas; {@code *} stands for any letters. Phrases of languages without spaces are
     *     found anywhere.
     */
    static WordList of(String text) {
        List<String> phrases = Stream.of(text.split(",", -1))
                .map(NormalizedText::of)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
        return new WordList(
                Pattern.compile(phrases.stream().map(WordList::expression).collect(Collectors.joining("|"))));
    }

    private static String expression(String phrase) {
        String letters = Stream.of(phrase.split("\\*", -1))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(Collectors.joining("\\p{L}{0,20}"));
        return WITHOUT_SPACES.matcher(phrase).matches() ? letters : "(?<!\\p{L})" + letters + "(?!\\p{L})";
    }

    Pattern pattern() {
        return pattern;
    }

    boolean isIn(String text) {
        return pattern.matcher(text).find();
    }
}
