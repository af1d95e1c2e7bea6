package dev.tidings.scraping.reading;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Converts HTML and other text to plain text. */
public final class PlainText {
    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!]|&[#a-zA-Z0-9]+;");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0&&[^\\n]]+");
    private static final Pattern EMPTY_LINES = Pattern.compile(" *\\n[ \\n]*");

    private PlainText() {}

    /** The text as one line. */
    public static String line(String text) {
        return paragraphs(text).replace('\n', ' ');
    }

    /** The text with one line per paragraph. */
    public static String paragraphs(String text) {
        String plain = MARKUP.matcher(text).find() ? withoutMarkup(text) : text;
        String spaced =
                SPACES.matcher(plain.replace("\r\n", "\n").replace('\0', ' ')).replaceAll(" ");
        return EMPTY_LINES.matcher(spaced).replaceAll("\n").strip();
    }

    private static String withoutMarkup(String html) {
        Document body = Jsoup.parseBodyFragment(html);
        body.select("script, style").remove();
        body.select("p, div, li, h1, h2, h3, h4, h5, h6, tr").forEach(block -> block.appendText("\n"));
        return body.wholeText();
    }
}
