package dev.tidings.core;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Domain names in ASCII, as DNS has them: lower case, other scripts in Punycode (UTS #46, nontransitional). Permits
 * underscores, which some hosts have.
 */
final class DomainName {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    /** Letters that IDNA 2003, which the JDK implements, maps to others. Today they are letters of their own. */
    private static final String KEPT_LETTERS = "ßς";

    private DomainName() {}

    /** Null if the text is not a domain name. A dot at the end is kept. */
    static @Nullable String toAscii(String text) {
        List<String> labels = new ArrayList<>();
        for (String label : text.split("[.。．｡]", -1)) {
            String ascii = isAscii(label) ? label.toLowerCase(Locale.ROOT) : encode(label);
            if (ascii == null) {
                return null;
            }
            labels.add(ascii);
        }
        String domain = String.join(".", labels);
        return isValid(domain) ? domain : null;
    }

    private static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }

    private static @Nullable String encode(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        if (lower.chars().anyMatch(c -> KEPT_LETTERS.indexOf(c) >= 0)) {
            return "xn--" + Punycode.encode(Normalizer.normalize(lower, Normalizer.Form.NFKC));
        }
        try {
            return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static boolean isValid(String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MAX_LABEL || !label.chars().allMatch(DomainName::isHostCharacter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
