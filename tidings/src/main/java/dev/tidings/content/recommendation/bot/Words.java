package dev.tidings.content.recommendation.bot;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts as words that compare: lower case, without accents and English plural endings. */
final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int LONGEST = 40;

    private Words() {}

    static List<String> of(@Nullable String text) {
        List<String> words = new ArrayList<>();
        if (text == null) {
            return words;
        }
        String folded = folded(text);
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

    /** The words of a tag, as one: "Public Art" and "public-arts" are the same. */
    static String phrase(@Nullable String tag) {
        return String.join(" ", of(tag));
    }

    private static void add(String word, List<String> words) {
        if (word.length() > 1 && word.length() <= LONGEST) {
            words.add(singular(word));
        }
    }

    private static String folded(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) > 127) {
                return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                        .replaceAll("");
            }
        }
        return lower;
    }

    /** Harman's S-stemmer (1991). */
    private static String singular(String word) {
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
