package dev.tidings.scraping.reading;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Converts HTML and other text to plain text. */
public final class PlainText {
    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!]|&[#a-zA-Z0-9]+;");

    /** Control and format characters, except the joiners that scripts need. Terminals obey some of them. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\s\\u200c\\u200d]]+");

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0&&[^\\n]]+");
    private static final Pattern EMPTY_LINES = Pattern.compile(" *\\n[ \\n]*");

    private PlainText() {}

    /** The text as one line, without control and format characters. */
    public static String line(String text) {
        return paragraphs(text).replace('\n', ' ');
    }

    /** The text with one line per paragraph, without other control and format characters. */
    public static String paragraphs(String text) {
        String plain = MARKUP.matcher(text).find() ? withoutMarkup(text) : text;
        String visible = INVISIBLE.matcher(plain.replace('\0', ' ')).replaceAll("");
        String spaced = SPACES.matcher(visible.replace("\r\n", "\n")).replaceAll(" ");
        return EMPTY_LINES.matcher(spaced).replaceAll("\n").strip();
    }

    private static String withoutMarkup(String html) {
        Document body = Jsoup.parseBodyFragment(html);
        body.select("script, style").remove();
        body.select("p, div, li, h1, h2, h3, h4, h5, h6, tr").forEach(block -> block.appendText("\n"));
        return body.wholeText();
    }
}
