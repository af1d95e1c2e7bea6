package dev.tidings.scraping.reading;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form in which dates and the words around them are searched: compatible characters are one (NFKC), letters are
 * lower case and without accents, dashes are hyphens, spaces are single.
 */
final class NormalizedText {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cn}]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final String VARIANTS =
            "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c\uff5e~\u2018\u2019\u02bc\u0131\u03c2";
    private static final String STANDARD = "----------'''i\u03c3";

    private NormalizedText() {}

    static String of(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        String lowerCase = Normalizer.normalize(visible, Form.NFKC).toLowerCase(Locale.ROOT);
        String plain = MARKS.matcher(Normalizer.normalize(lowerCase, Form.NFD)).replaceAll("");
        StringBuilder standard = new StringBuilder(Normalizer.normalize(plain, Form.NFC));
        for (int i = 0; i < standard.length(); i++) {
            int variant = VARIANTS.indexOf(standard.charAt(i));
            if (variant >= 0) {
                standard.setCharAt(i, STANDARD.charAt(variant));
            }
        }
        return SPACES.matcher(standard).replaceAll(" ").strip();
    }
}
