package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;

/**
 * What a program needs to read a page, and better addresses that the page names.
 *
 * @param feeds addresses of feeds that the page links
 * @param calendars addresses of calendars that it links
 * @param linkedItems number of opportunities in its schema.org data
 * @param script whether a script fills the page in the browser
 * @param cookie whether the page asks for a cookie, or checks the browser first
 */
public record PageNeeds(List<URI> feeds, List<URI> calendars, int linkedItems, boolean script, boolean cookie) {
    private static final String FEEDS = "link[rel~=alternate][type~=(rss|atom|rdf)], a[href][type~=(rss|atom)]";
    private static final String CALENDARS = "link[rel~=alternate][type=text/calendar], a[type=text/calendar]";

    /** A page with less visible text has no list. */
    private static final int MIN_TEXT = 250;

    /** A page that only asks for something has less text. */
    private static final int MAX_NOTICE = 1_500;

    private static final Pattern WANTS_SCRIPT = Pattern.compile("(?i)javascript");
    private static final Pattern WANTS_COOKIE = Pattern.compile(
            "(?i)just a moment|checking your browser|cookies? (must|need|is|are)|(enable|accept|allow|require)s? (\\w{1,12} )?cookies?");

    /** Examines a page of HTML. */
    public static PageNeeds of(WebDocument document) {
        Document page = HtmlPage.parse(document).document();
        String hints = page.select("noscript").text();
        int linked = linkedItems(document);
        List<URI> feeds = addresses(page, document.uri(), FEEDS);
        List<URI> calendars = addresses(page, document.uri(), CALENDARS);
        boolean hasScript = !page.select("script[src], script:not([type]), script[type=module]")
                .isEmpty();
        String title = page.title();
        page.select("script, style, noscript, template").remove();
        String text = title + " " + page.body().text();
        boolean script = hasScript
                && (text.length() < MIN_TEXT
                        || (text.length() < MAX_NOTICE
                                && WANTS_SCRIPT.matcher(hints + text).find()));
        boolean cookie =
                text.length() < MAX_NOTICE && WANTS_COOKIE.matcher(text).find();
        return new PageNeeds(feeds, calendars, linked, script && !cookie, cookie);
    }

    private static int linkedItems(WebDocument document) {
        try {
            return new LinkedDataReader(Map.of()).read(document).items().size();
        } catch (UnreadableDocument e) {
            return 0;
        }
    }

    private static List<URI> addresses(Document page, URI uri, String links) {
        URI base = PageBase.of(page, uri);
        return page.select(links).stream()
                .map(link -> LinkResolver.resolve(base, link.attr("href")))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** What remains to be said of a page whose items were found. */
    public PageNeeds ofReadablePage() {
        return new PageNeeds(feeds, calendars, linkedItems, false, false);
    }

    /** Sentences for operators, the most important first. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (cookie) {
            sentences.add(
                    "A cookie is wanted, or the browser is checked first: if the site's owner permits it, send the cookie"
                            + " with headers.Cookie");
        }
        if (script) {
            sentences.add(
                    "This page is filled by JavaScript, which Tidings does not run: look for the JSON that the page loads,"
                            + " or put RSSHub or changedetection.io in front");
        }
        feeds.forEach(feed -> sentences.add("This is HTML that links a feed: " + feed + " (kind: rss)"));
        calendars.forEach(
                calendar -> sentences.add("This is HTML that links a calendar: " + calendar + " (kind: ical)"));
        if (linkedItems > 0) {
            sentences.add("The page has schema.org data of " + linkedItems + " items: kind: sitemap reads it");
        }
        return sentences;
    }
}
