package dev.tidings.core;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address that a mail server would take: {@code local@domain}, ASCII, at most 254 characters (RFC 5321 4.5.3.1.3).
 *
 * <p>{@link #toString()} hides the local part, so that an address cannot reach a log by accident.
 */
public record EmailAddress(String value) {
    private static final int MAX_LENGTH = 254;
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
                    + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** @throws IllegalArgumentException if the text is no address; the message never repeats it */
    public EmailAddress {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an email address");
        }
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH
                && text.indexOf('@') <= 64
                && FORM.matcher(text).matches();
    }

    public String domain() {
        return value.substring(value.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** The form that two spellings of the same mailbox share: lower case. */
    public String normalized() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "…@" + domain();
    }
}
