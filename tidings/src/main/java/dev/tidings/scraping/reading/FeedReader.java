package dev.tidings.scraping.reading;

import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import dev.tidings.database.Timestamps;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.filter.Filters;
import org.jspecify.annotations.Nullable;

/** Reads RSS 0.9 to 2.0, RDF and Atom. Repairs malformed XML. Never resolves entities. */
public final class FeedReader implements DocumentReader {
    private static final Set<String> ENTRIES = Set.of("item", "entry");
    private static final Namespace MAPPED = Namespace.getNamespace("mapped", "urn:tidings:mapped");

    private final Map<ItemField, String> elements;

    /** @param elements names of additional elements that hold a field, with or without prefix */
    public FeedReader(Map<ItemField, String> elements) {
        this.elements = elements;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        SyndFeed feed = parse(document, elements.values());
        return ParsedDocument.of(
                feed.getEntries().stream().map(entry -> extract(feed, entry)).toList());
    }

    /** The elements of the first entry that no standard defines. */
    static List<Element> foreignElements(WebDocument document) {
        return parse(document, List.of()).getEntries().stream()
                .findFirst()
                .map(SyndEntry::getForeignMarkup)
                .orElse(List.of());
    }

    /** @param mapped names of elements that hold a field */
    private static SyndFeed parse(WebDocument document, Collection<String> mapped) {
        String text = document.text();
        try {
            return build(FeedXml.parse(text), document.uri(), mapped);
        } catch (UnreadableDocument e) {
            return build(FeedXml.parse(FeedXml.repair(text)), document.uri(), mapped);
        }
    }

    private static SyndFeed build(Document xml, URI uri, Collection<String> mapped) {
        FeedLinks.complete(xml.getRootElement(), uri);
        copyMapped(xml.getRootElement(), mapped);
        try {
            return new SyndFeedInput().build(xml);
        } catch (FeedException | IllegalArgumentException e) {
            throw new UnreadableDocument("The document is not a feed: " + e.getMessage(), e);
        } catch (NullPointerException e) {
            // The library does not check for elements that every feed must have.
            throw new UnreadableDocument("The document is not a feed: it lacks its channel or another element", e);
        }
    }

    /** Copies mapped elements into a namespace of their own: the parser keeps only elements of namespaces that it does not know. */
    private static void copyMapped(Element root, Collection<String> mapped) {
        List<Element> copies = new ArrayList<>();
        for (Element element : root.getDescendants(Filters.element())) {
            Element entry = element.getParentElement();
            if (entry != null
                    && ENTRIES.contains(entry.getName())
                    && element.getNamespacePrefix().isEmpty()
                    && mapped.stream().anyMatch(element.getName()::equalsIgnoreCase)) {
                copies.add(element);
            }
        }
        copies.forEach(
                element -> element.getParentElement().addContent(element.clone().setNamespace(MAPPED)));
    }

    private ExtractedItem extract(SyndFeed feed, SyndEntry entry) {
        ExtractedItem item = new ExtractedItem();
        elements.forEach((field, name) -> entry.getForeignMarkup().stream()
                .filter(element -> isNamed(element, name))
                .forEach(element -> item.add(field, element.getTextTrim())));
        item.addIfAbsent(ItemField.TITLE, entry.getTitle());
        item.addIfAbsent(ItemField.URL, link(feed, entry));
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

    /** The entry's link. An Atom entry without one has its id, if that is a web address; otherwise null. */
    private static @Nullable String link(SyndFeed feed, SyndEntry entry) {
        boolean atom = feed.getFeedType() != null && feed.getFeedType().startsWith("atom");
        @Nullable String link = FeedLinks.webAddress(entry.getLink());
        return link == null && atom ? FeedLinks.webAddress(entry.getUri()) : link;
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
