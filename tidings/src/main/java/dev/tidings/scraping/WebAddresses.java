package dev.tidings.scraping;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of items that have none of their own. */
final class WebAddresses {
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^\\s<>\"'()\\\\]{4,2000}", Pattern.CASE_INSENSITIVE);
    private static final String PUNCTUATION = ".,;:!?";

    private WebAddresses() {}

    /** The first web address in a text or in the links of an HTML text; null if there is none. */
    static @Nullable String firstIn(String text) {
        Matcher match = ADDRESS.matcher(text);
        if (!match.find()) {
            return null;
        }
        String address = match.group().replace("&amp;", "&");
        int end = address.length();
        while (PUNCTUATION.indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        return address.substring(0, end);
    }

    /**
     * The address of a page, made distinct for one of its items by a parameter, because the address identifies an item.
     *
     * @param key what the source identifies the item by
     */
    static String withItem(String page, String key) {
        String separator = page.contains("?") ? "&" : "?";
        return page + separator + "item=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }
}
