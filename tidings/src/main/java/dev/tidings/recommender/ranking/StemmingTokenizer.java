package dev.tidings.recommender.ranking;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits text into normalized words: lower case, without diacritics and English plural endings. */
final class StemmingTokenizer {
    private static final Pattern DIACRITICS = Pattern.compile("\\p{M}+");
    private static final int MAX_LENGTH = 40;

    private StemmingTokenizer() {}

    static List<String> tokenize(@Nullable String text) {
        List<String> words = new ArrayList<>();
        if (text == null) {
            return words;
        }
        String folded = fold(text);
        int start = -1;
        for (int i = 0; i <= folded.length(); i++) {
            boolean inside = i < folded.length() && Character.isLetterOrDigit(folded.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                add(folded.substring(start, i), words);
                start = -1;
            }
        }
        return words;
    }

    /** The words of a tag as one phrase: "Public Art" and "public-arts" become equal. */
    static String normalizePhrase(@Nullable String tag) {
        return String.join(" ", tokenize(tag));
    }

    private static void add(String word, List<String> words) {
        if (word.length() > 1 && word.length() <= MAX_LENGTH) {
            words.add(stem(word));
        }
    }

    private static String fold(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) > 127) {
                return DIACRITICS
                        .matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                        .replaceAll("");
            }
        }
        return lower;
    }

    /** Harman's S-stemmer (1991). */
    private static String stem(String word) {
        int length = word.length();
        if (length < 4 || !word.endsWith("s") || word.endsWith("us") || word.endsWith("ss") || word.endsWith("is")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        return word.substring(0, length - 1);
    }
}
