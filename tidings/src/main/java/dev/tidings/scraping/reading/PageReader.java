package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads lists in HTML pages. An item inside another one is a part of it. */
public final class PageReader implements DocumentReader {
    /** More texts than a list field of one item has. */
    private static final int MAX_TEXTS = 100;

    private final String items;
    private final @Nullable PageSelector next;
    private final Map<ItemField, PageSelector> selectors;

    /**
     * @param items selects the items
     * @param next selects the URL of the next page, or null
     * @param selectors selectors within an item, by field
     */
    public PageReader(String items, @Nullable PageSelector next, Map<ItemField, PageSelector> selectors) {
        this.items = items;
        this.next = next;
        this.selectors = selectors;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        HtmlPage page = HtmlPage.parse(document);
        URI base = PageBase.of(page.document(), document.uri());
        List<Element> found = outermost(HtmlPage.select(page.document(), items).toList());
        List<ExtractedItem> extractedItems = found.stream()
                .limit(ParsedDocument.MAX_ITEMS)
                .map(item -> extract(base, item))
                .filter(item -> !item.isEmpty())
                .toList();
        List<String> remarks = new ArrayList<>(page.remarks());
        if (found.size() > ParsedDocument.MAX_ITEMS) {
            remarks.add(ParsedDocument.TOO_MANY_ITEMS);
        }
        return ParsedDocument.of(extractedItems, nextPages(base, page.document()))
                .withRemarks(remarks);
    }

    /** The elements, in the order of the page, without those inside others of them; at most one more than are read. */
    private static List<Element> outermost(List<Element> elements) {
        Set<Element> covered = new HashSet<>();
        List<Element> outermost = new ArrayList<>();
        for (Element element : elements) {
            if (!covered.contains(element) && outermost.size() <= ParsedDocument.MAX_ITEMS) {
                HtmlPage.requireTime();
                outermost.add(element);
                element.stream().forEach(covered::add);
            }
        }
        return outermost;
    }

    private ExtractedItem extract(URI base, Element item) {
        ExtractedItem extracted = new ExtractedItem();
        selectors.forEach((field, selector) -> {
            Stream<String> texts = texts(selector, item);
            texts.limit(field.isList() ? MAX_TEXTS : 1)
                    .map(text -> field == ItemField.URL ? absolute(base, text) : text)
                    .forEach(text -> extracted.add(field, text));
        });
        extracted.addIfAbsent(ItemField.URL, firstLink(base, item));
        return extracted;
    }

    private static Stream<String> texts(PageSelector selector, Element item) {
        Stream<Element> elements =
                selector.selector().isEmpty() ? Stream.of(item) : HtmlPage.select(item, selector.selector());
        @Nullable String attribute = selector.attribute();
        return elements.map(
                        element -> attribute == null ? PlainText.paragraphs(element.html()) : element.attr(attribute))
                .filter(text -> !text.isBlank());
    }

    private static @Nullable String firstLink(URI base, Element item) {
        Element link = item.selectFirst("a[href]");
        return link == null ? null : absolute(base, link.attr("href"));
    }

    private static String absolute(URI base, String link) {
        URI uri = LinkResolver.resolve(base, link);
        return uri == null ? link : uri.toString();
    }

    private List<URI> nextPages(URI base, Element page) {
        return next == null
                ? List.of()
                : texts(next, page)
                        .limit(1)
                        .map(link -> LinkResolver.resolve(base, link))
                        .filter(Objects::nonNull)
                        .toList();
    }
}
