package dev.tidings.opportunities;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a title into words and separators such as dashes, colons and brackets. */
final class TitleWords {
    private static final String SEPARATOR = "|";
    private static final int MAX_TOKENS = 60;

    private static final Pattern TOKEN =
            Pattern.compile("(?<word>[\\p{L}\\p{N}]+)|(?<separator>(?<=\\s)[-–—/]+(?=\\s)|[|•·»«:()\\[\\],;])");

    private static final Pattern DIACRITICS = Pattern.compile("\\p{M}+");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private TitleWords() {}

    /**
     * @param word in lower case, without accents; a bar for a separator
     * @param key equal for words that differ only in numbers or months, as in "Deadline Nov 30"
     */
    record Token(String word, String key) {
        static Token of(String word) {
            return new Token(
                    word,
                    EditionWords.isMonth(word) ? "#" : DIGITS.matcher(word).replaceAll("#"));
        }

        boolean isSeparator() {
            return word.equals(SEPARATOR);
        }
    }

    /** Without separators at the ends or in a row. */
    static List<Token> of(String title) {
        String text = DIACRITICS
                .matcher(Normalizer.normalize(title, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find() && tokens.size() < MAX_TOKENS) {
            Token token = Token.of(matcher.group("word") == null ? SEPARATOR : matcher.group("word"));
            if (!token.isSeparator() || (!tokens.isEmpty() && !tokens.getLast().isSeparator())) {
                tokens.add(token);
            }
        }
        return trimmed(tokens);
    }

    /** Without separators at the ends. */
    static List<Token> trimmed(List<Token> tokens) {
        int start = 0;
        int end = tokens.size();
        while (start < end && tokens.get(start).isSeparator()) {
            start++;
        }
        while (end > start && tokens.get(end - 1).isSeparator()) {
            end--;
        }
        return tokens.subList(start, end);
    }
}
