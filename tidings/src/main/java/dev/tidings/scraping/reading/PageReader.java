package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.Document;
import dev.tidings.scraping.web.Links;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/** Reads lists in HTML pages. */
public final class PageReader implements DocumentReader {
    private final String items;
    private final @Nullable PagePlace next;
    private final Map<Field, PagePlace> places;

    /**
     * @param items selects the items
     * @param next where the next page's address is, or null
     * @param places where in an item its fields are
     */
    public PageReader(String items, @Nullable PagePlace next, Map<Field, PagePlace> places) {
        this.items = items;
        this.next = next;
        this.places = places;
    }

    @Override
    public Reading read(Document document) {
        org.jsoup.nodes.Document page =
                Jsoup.parse(document.text(), document.uri().toString());
        List<Found> found = page.select(items).stream()
                .map(item -> found(document.uri(), item))
                .filter(item -> !item.isEmpty())
                .toList();
        return new Reading(found, onward(document.uri(), page));
    }

    private Found found(URI base, Element item) {
        Found found = new Found();
        places.forEach((field, place) -> {
            Stream<String> texts = texts(place, item);
            (field.isList() ? texts : texts.limit(1))
                    .map(text -> field == Field.URL ? absolute(base, text) : text)
                    .forEach(text -> found.add(field, text));
        });
        found.addMissing(Field.URL, firstLink(base, item));
        return found;
    }

    private static Stream<String> texts(PagePlace place, Element item) {
        Elements elements = place.selector().isEmpty() ? new Elements(item) : item.select(place.selector());
        @Nullable String attribute = place.attribute();
        return elements.stream()
                .map(element -> attribute == null ? PlainText.paragraphs(element.html()) : element.attr(attribute))
                .filter(text -> !text.isBlank());
    }

    private static @Nullable String firstLink(URI base, Element item) {
        Element link = item.selectFirst("a[href]");
        return link == null ? null : absolute(base, link.attr("href"));
    }

    private static String absolute(URI base, String link) {
        URI uri = Links.resolve(base, link);
        return uri == null ? link : uri.toString();
    }

    private List<URI> onward(URI base, Element page) {
        return next == null
                ? List.of()
                : texts(next, page)
                        .limit(1)
                        .map(link -> Links.resolve(base, link))
                        .filter(Objects::nonNull)
                        .toList();
    }
}
