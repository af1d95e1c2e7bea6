package dev.tidings.opportunities;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that many calls and organizations have in their names, in the singular and the {@linkplain SpellingVariants
 * common form} of their spellings.
 */
final class GenericWords {
    /** Words that announce a call and do not tell it from others. */
    static final Set<String> OF_CALLS = words("""
            announce announcement annual appel application apply art artist artista artiste ausschreibung
            bando bewerbung call candidature competition contest convocatoria deadline entry exhibit
            exhibition extended international invitation invite juried kunstler new now offene online
            open opportunity program programme proposal qualification request rfp rfq seek seeking show
            submission submit wanted 2d 3d""");

    /** Words that say what kind of organization it is, and do not tell it from others. */
    static final Set<String> OF_ORGANIZATIONS = words("""
            academy agency art artist association center centre city collective college commission
            community council county department foundation fund gallery institute institution
            international museum national office project public school society state studio town trust
            university""");

    private GenericWords() {}

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .map(SpellingVariants::commonForm)
                .collect(Collectors.toUnmodifiableSet());
    }
}
