package dev.tidings.transport;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.regex.Pattern;

/** Text from a server, cleaned to be stored and shown. */
public final class RemoteText {
    static final int LONGEST = 300;

    private static final Pattern QUOTED_ADDRESS = Pattern.compile("\"[^\"]*\"@\\S*");
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern AT = Pattern.compile("@|\\uff20|\\ufe6b|%40|=40");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+");

    private RemoteText() {}

    /**
     * Returns one line of at most 300 characters without control characters. Masks every word that could contain an
     * address.
     */
    public static String clean(String text) {
        String line = CONTROLS.matcher(text).replaceAll(" ").strip();
        String unquoted = QUOTED_ADDRESS.matcher(line).replaceAll("@");
        String masked = WORD.matcher(unquoted)
                .replaceAll(word -> AT.matcher(word.group()).find() ? "[address]" : quoteReplacement(word.group()));
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST - 1) + "…";
    }
}
