package dev.tidings.scraping.reading;

import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import dev.tidings.database.Timestamps;
import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.io.StringReader;
import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jdom2.Element;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings.Syntax;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads RSS 0.9 to 2.0, RDF and Atom. Repairs malformed XML with jsoup. Never resolves entities. */
public final class FeedReader implements DocumentReader {
    private final Map<ItemField, String> elements;

    /** @param elements names of additional elements that hold a field, with or without prefix */
    public FeedReader(Map<ItemField, String> elements) {
        this.elements = elements;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        SyndFeed feed = parse(document.text());
        return ParsedDocument.of(feed.getEntries().stream()
                .map(entry -> extract(document.uri(), feed, entry))
                .toList());
    }

    private static SyndFeed parse(String text) {
        if (text.contains("<!ENTITY")) {
            throw new UnreadableDocument("The feed declares entities, which are not allowed");
        }
        try {
            return input().build(new StringReader(text));
        } catch (FeedException | IllegalArgumentException e) {
            return parseRepaired(text, e);
        }
    }

    private static SyndFeed parseRepaired(String text, Exception cause) {
        org.jsoup.nodes.Document repaired = Jsoup.parse(text, "", Parser.xmlParser());
        repaired.outputSettings().syntax(Syntax.xml).prettyPrint(false);
        try {
            return input().build(new StringReader(repaired.children().outerHtml()));
        } catch (FeedException | IllegalArgumentException e) {
            throw new UnreadableDocument("The document is not a feed: " + cause.getMessage(), cause);
        }
    }

    /** Rome rejects document type declarations unless they are allowed explicitly. */
    private static SyndFeedInput input() {
        SyndFeedInput input = new SyndFeedInput();
        input.setAllowDoctypes(false);
        return input;
    }

    private ExtractedItem extract(URI base, SyndFeed feed, SyndEntry entry) {
        ExtractedItem item = new ExtractedItem();
        elements.forEach((field, name) -> entry.getForeignMarkup().stream()
                .filter(element -> isNamed(element, name))
                .forEach(element -> item.add(field, element.getTextTrim())));
        item.addIfAbsent(ItemField.TITLE, entry.getTitle());
        item.addIfAbsent(ItemField.URL, link(base, entry));
        item.addIfAbsent(ItemField.DESCRIPTION, description(entry));
        item.addIfAbsent(ItemField.LANGUAGE, feed.getLanguage());
        item.addIfAbsent(ItemField.POSTED_AT, publishedAt(entry));
        if (item.texts(ItemField.TAGS).isEmpty()) {
            entry.getCategories().stream().map(SyndCategory::getName).forEach(name -> item.add(ItemField.TAGS, name));
        }
        if (entry.getModule(DCModule.URI) instanceof DCModule dublinCore) {
            item.addIfAbsent(ItemField.ORGANIZATION, dublinCore.getPublisher());
        }
        return item;
    }

    private static boolean isNamed(Element element, String name) {
        return name.equalsIgnoreCase(element.getQualifiedName()) || name.equalsIgnoreCase(element.getName());
    }

    /** The entry's link, or its id if that is a URL; null if neither is. */
    private static @Nullable String link(URI base, SyndEntry entry) {
        @Nullable String link = entry.getLink() == null ? entry.getUri() : entry.getLink();
        @Nullable URI uri = link == null ? null : LinkResolver.resolve(base, link);
        return uri == null ? null : uri.toString();
    }

    /** The longest text of the entry, or null. */
    private static @Nullable String description(SyndEntry entry) {
        List<SyndContent> contents = entry.getContents();
        SyndContent summary = entry.getDescription();
        @Nullable String text = summary == null ? null : summary.getValue();
        for (SyndContent content : contents) {
            if (content.getValue() != null
                    && (text == null || content.getValue().length() > text.length())) {
                text = content.getValue();
            }
        }
        return text;
    }

    private static @Nullable String publishedAt(SyndEntry entry) {
        @Nullable Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return date == null ? null : Timestamps.toParameter(date.toInstant()).toString();
    }
}
