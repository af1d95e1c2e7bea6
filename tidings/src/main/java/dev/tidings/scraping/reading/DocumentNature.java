package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.util.Locale;

/** The format of a document, by its first characters. */
public enum DocumentNature {
    FEED("a feed"),
    CALENDAR("a calendar"),
    SITEMAP("a sitemap"),
    JSON("JSON"),
    HTML("HTML"),
    OTHER("neither a feed, a calendar, a sitemap, JSON nor HTML");

    private static final int SNIFFED = 4_096;

    private final String words;

    DocumentNature(String words) {
        this.words = words;
    }

    /** Completes the sentence "This is ...". */
    public String words() {
        return words;
    }

    public static DocumentNature of(WebDocument document) {
        byte[] bytes = document.bytes();
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            return SITEMAP;
        }
        String text = document.text().stripLeading();
        String start = text.substring(0, Math.min(SNIFFED, text.length())).toLowerCase(Locale.ROOT);
        if (start.contains("begin:vcalendar")) {
            return CALENDAR;
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        if (start.contains("<!doctype html") || start.contains("<html") || start.contains("<body")) {
            return HTML;
        }
        if (start.contains("<urlset") || start.contains("<sitemapindex")) {
            return SITEMAP;
        }
        if (start.contains("<rss") || start.contains("<feed") || start.contains("<rdf:rdf")) {
            return FEED;
        }
        return start.startsWith("<") ? HTML : OTHER;
    }
}
