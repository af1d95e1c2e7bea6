package dev.tidings.scraping.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Link} header (RFC 8288). */
final class LinkHeader {
    private static final Pattern RELATION = Pattern.compile("(?i);\\s*rel\\s*=\\s*\"?([^\";]*)");

    private LinkHeader() {}

    /**
     * The target of the first link with the relation {@code next}; null if there is none.
     *
     * @param header the values of all {@code Link} headers, separated by commas; null without one
     */
    static @Nullable URI next(@Nullable String header, URI base) {
        String text = header == null ? "" : header;
        int start = text.indexOf('<');
        while (start >= 0) {
            int close = text.indexOf('>', start);
            if (close < 0) {
                return null;
            }
            int end = endOfParameters(text, close + 1);
            if (isNext(text.substring(close + 1, end))) {
                return LinkResolver.resolve(base, text.substring(start + 1, close));
            }
            start = text.indexOf('<', end);
        }
        return null;
    }

    private static int endOfParameters(String text, int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == ',' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isNext(String parameters) {
        Matcher relation = RELATION.matcher(parameters);
        return relation.find()
                && List.of(relation.group(1).toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
                        .contains("next");
    }
}
