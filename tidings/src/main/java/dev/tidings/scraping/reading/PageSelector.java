package dev.tidings.scraping.reading;

import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;

/**
 * A place in an HTML page.
 *
 * @param selector a CSS selector; empty for the item itself
 * @param attribute the attribute with the value, or null for the element's text
 */
public record PageSelector(String selector, @Nullable String attribute) {

    /**
     * {@code h2 a} is the text of what is selected, {@code h2 a@href} an attribute of it.
     *
     * @throws IllegalArgumentException if the selector is none
     */
    public static PageSelector parse(String text) {
        int at = text.lastIndexOf('@');
        boolean hasAttribute = at >= 0 && text.substring(at + 1).matches("[\\w:.-]+");
        String selector = (hasAttribute ? text.substring(0, at) : text).strip();
        if (!selector.isEmpty()) {
            requireSelector(selector);
        } else if (!hasAttribute) {
            throw new IllegalArgumentException("There is neither selector nor attribute");
        }
        return new PageSelector(selector, hasAttribute ? text.substring(at + 1) : null);
    }

    /** @throws IllegalArgumentException if the text is no CSS selector */
    public static String requireSelector(String text) {
        try {
            QueryParser.parse(text);
            return text;
        } catch (SelectorParseException e) {
            throw new IllegalArgumentException("The text is no CSS selector", e);
        }
    }
}
