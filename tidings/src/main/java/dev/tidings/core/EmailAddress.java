package dev.tidings.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A valid email address: {@code local@domain}, ASCII, at most 254 characters (RFC 5321 4.5.3.1.3).
 *
 * <p>{@link #toString()} hides the local part: an address must not reach a log by accident.
 */
public record EmailAddress(String value) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL = 64;
    private static final int MAX_LABEL = 63;

    /** ASCII characters of an atom (RFC 5322 3.2.3). */
    private static final boolean[] ATOM = new boolean[0x80];

    static {
        for (char c = 0; c < ATOM.length; c++) {
            ATOM[c] = isAlphanumeric(c) || "!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0;
        }
    }

    /** @throws IllegalArgumentException if the text is not an address; the message does not contain it */
    public EmailAddress {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an email address");
        }
    }

    /** The address with a domain of another script in Punycode; any other text as it is. */
    public static String withAsciiDomain(String text) {
        int sign = text.lastIndexOf('@');
        String domain = text.substring(sign + 1);
        if (sign < 0 || domain.chars().allMatch(c -> c < ATOM.length)) {
            return text;
        }
        String ascii = DomainName.toAscii(domain);
        return ascii == null ? text : text.substring(0, sign + 1) + ascii;
    }

    /** Why mail servers do not accept the text as an address, in words that follow its name; null if they do. */
    public static @Nullable String problem(String text) {
        if (isValid(text)) {
            return null;
        }
        int sign = text.lastIndexOf('@');
        String local = text.substring(0, Math.max(sign, 0));
        if (sign <= 0) {
            return "is not an address that mail servers accept: it has no name before an @";
        }
        if (local.startsWith("\"")) {
            return "has quotes before the @, which few mail servers accept: give an address without them";
        }
        if (local.chars().anyMatch(c -> c >= ATOM.length)) {
            return "has letters before the @ that are not ASCII, which few mail servers accept: give an ASCII address";
        }
        if (local.length() > MAX_LOCAL) {
            return "has more than " + MAX_LOCAL + " characters before the @";
        }
        return isLocal(text, sign)
                ? "is not an address that mail servers accept: its domain is not one"
                : "is not an address that mail servers accept: before the @ it has a space, a character such as"
                        + " ( ) < > [ ] : ; , or a dot at an end or beside another";
    }

    public static boolean isValid(String text) {
        int sign = text.indexOf('@');
        return sign > 0
                && sign <= MAX_LOCAL
                && text.length() <= MAX_LENGTH
                && isLocal(text, sign)
                && isDomain(text, sign + 1);
    }

    /** Atoms with single dots between them. */
    private static boolean isLocal(String text, int end) {
        boolean atom = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' ? !atom : c >= ATOM.length || !ATOM[c]) {
                return false;
            }
            atom = c != '.';
        }
        return atom;
    }

    /** Labels with single dots between them, none with a hyphen at an end (RFC 1123 2.1). */
    private static boolean isDomain(String text, int begin) {
        int label = begin;
        for (int i = begin; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (i == label || i - label > MAX_LABEL || text.charAt(label) == '-' || text.charAt(i - 1) == '-') {
                    return false;
                }
                label = i + 1;
            } else if (!isAlphanumeric(text.charAt(i)) && text.charAt(i) != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    public String domain() {
        return value.substring(value.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** The form that two spellings of the same mailbox share: lower case. */
    public String normalized() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** The first character of the local part and the domain, for pages that everybody sees. */
    public String masked() {
        return value.charAt(0) + "…@" + domain();
    }

    @Override
    public String toString() {
        return "…@" + domain();
    }
}
