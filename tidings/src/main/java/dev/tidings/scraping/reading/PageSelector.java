package dev.tidings.scraping.reading;

import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;

/**
 * A CSS selector with an optional attribute.
 *
 * @param selector empty for the item itself
 * @param attribute the attribute that holds the value; null for the element's text
 */
public record PageSelector(String selector, @Nullable String attribute) {

    /**
     * {@code h2 a} selects the text of an element, {@code h2 a@href} its attribute.
     *
     * @throws IllegalArgumentException if the selector is invalid
     */
    public static PageSelector parse(String text) {
        int separator = text.lastIndexOf('@');
        boolean hasAttribute = separator >= 0 && text.substring(separator + 1).matches("[\\w:.-]+");
        String selector = (hasAttribute ? text.substring(0, separator) : text).strip();
        if (!selector.isEmpty()) {
            requireSelector(selector);
        } else if (!hasAttribute) {
            throw new IllegalArgumentException("The text has neither selector nor attribute");
        }
        return new PageSelector(selector, hasAttribute ? text.substring(separator + 1) : null);
    }

    /** @throws IllegalArgumentException if the text is not a CSS selector */
    public static String requireSelector(String text) {
        try {
            QueryParser.parse(text);
            return text;
        } catch (SelectorParseException e) {
            throw new IllegalArgumentException("The text is not a CSS selector", e);
        }
    }
}
