package dev.tidings.opportunities;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes the spellings of one name equal: "Künstlerhaus", "Kuenstlerhaus" and "Kunstlerhaus". */
final class SpellingVariants {
    /** Shorter words differ by such pairs without being the same: "poet", "pot"; "guest", "gust". */
    private static final int MIN_LENGTH = 5;

    private static final int MIN_LENGTH_WITH_UE = 6;

    /** The pairs that stand for one letter. No umlaut follows a q, and "ue" at the end is French. */
    private static final Pattern PAIRS = Pattern.compile("(ae|aa)|(oe)|((?<!q)ue(?=.))|(ss)");

    private SpellingVariants() {}

    /**
     * The common form of all spellings of a word: one plain letter for each special letter, and for each pair that stands
     * for one.
     *
     * @param word in lower case and without accents
     */
    static String commonForm(String word) {
        String plain = word.replace('æ', 'a')
                .replace('ø', 'o')
                .replace('œ', 'o')
                .replace('ß', 's')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ð', 'd')
                .replace('ı', 'i');
        return word.length() < MIN_LENGTH
                ? plain
                : PAIRS.matcher(plain).replaceAll(pair -> letter(pair, word.length() >= MIN_LENGTH_WITH_UE));
    }

    private static String letter(MatchResult pair, boolean isLong) {
        if (pair.group(3) != null) {
            return isLong ? "u" : "ue";
        }
        return pair.group(1) != null ? "a" : pair.group(2) != null ? "o" : "s";
    }
}
