package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Guesses where a page has its list and the fields of its items: elements of one kind with one parent, each with a
 * link, that together have the most text.
 */
public final class PageGuess {
    private static final int MIN_ITEMS = 3;
    private static final int MAX_TEXT = 600;

    /** A field's place counts if at least this share of the items has it. */
    private static final double MIN_SHARE = 0.5;

    private PageGuess() {}

    /** Returns null if the page has no list. */
    public static @Nullable SourceGuess of(WebDocument document) {
        Document page = HtmlPage.parse(document).document();
        page.select("script, style, nav, footer, aside, noscript, template").remove();
        List<Element> items = longestList(page);
        if (items.isEmpty()) {
            return null;
        }
        Map<ItemField, String> fields = fields(items);
        boolean deadlineInText = !fields.containsKey(ItemField.DEADLINE)
                && share(
                        items,
                        item -> FieldPattern.of(SourceGuess.DEADLINE_IN_TEXT).matches(item.wholeText()));
        if (deadlineInText) {
            fields.putIfAbsent(ItemField.DESCRIPTION, "*");
        }
        return new SourceGuess(
                selector(items),
                next(HtmlPage.parse(document).document()),
                fields,
                deadlineInText ? Map.of(ItemField.DEADLINE, SourceGuess.DEADLINE_IN_TEXT) : Map.of());
    }

    private static List<Element> longestList(Document page) {
        List<Element> best = List.of();
        long bestScore = 0;
        for (Element parent : page.select("body, body *")) {
            for (List<Element> group : groups(parent)) {
                long score = group.stream()
                        .mapToLong(item -> Math.min(MAX_TEXT, item.text().length()))
                        .sum();
                if (score > bestScore) {
                    best = group;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    /** The children of one kind, by tag and first class, if they look like the items of a list. */
    private static Collection<List<Element>> groups(Element parent) {
        Map<String, List<Element>> groups = new LinkedHashMap<>();
        if (parent.childrenSize() >= MIN_ITEMS) {
            parent.children()
                    .forEach(child -> groups.computeIfAbsent(kind(child), kind -> new ArrayList<>())
                            .add(child));
        }
        return groups.values().stream()
                .filter(group -> group.size() >= MIN_ITEMS && share(group, item -> item.selectFirst("a[href]") != null))
                .toList();
    }

    /** The selector of the items: their kind below the nearest named ancestor. */
    private static String selector(List<Element> items) {
        Element parent = Objects.requireNonNull(items.getFirst().parent());
        String container =
                parent.id().isEmpty() || !parent.id().matches("[A-Za-z][\\w-]*") ? kind(parent) : "#" + parent.id();
        return container + " > " + kind(items.getFirst());
    }

    private static String kind(Element element) {
        return element.tagName()
                + element.classNames().stream()
                        .filter(name -> name.matches("[A-Za-z][\\w-]*"))
                        .findFirst()
                        .map(name -> "." + name)
                        .orElse("");
    }

    private static Map<ItemField, String> fields(List<Element> items) {
        Map<ItemField, String> fields = new EnumMap<>(ItemField.class);
        Stream.of("h1", "h2", "h3", "h4", "h5", "h6", "a")
                .filter(tag -> share(items, item -> item.selectFirst(tag) != null))
                .findFirst()
                .ifPresent(tag -> fields.put(ItemField.TITLE, tag));
        String title = fields.getOrDefault(ItemField.TITLE, "a");
        if (!title.equals("a") && share(items, item -> item.selectFirst(title + " a[href]") != null)) {
            fields.put(ItemField.URL, title + " a@href");
        }
        if (share(items, item -> item.selectFirst("time[datetime]") != null)) {
            fields.put(ItemField.DEADLINE, "time@datetime");
        }
        for (Element element : items.getFirst().children().select("[class]")) {
            for (String name : element.classNames()) {
                @Nullable ItemField field = FieldGuess.ofLastWord(name, fields.keySet());
                if (field != null
                        && name.matches("[A-Za-z][\\w-]*")
                        && share(items, item -> item.selectFirst("." + name) != null)) {
                    fields.put(field, "." + name);
                }
            }
        }
        if (share(items, item -> item.selectFirst("p") != null)) {
            fields.putIfAbsent(ItemField.DESCRIPTION, "p");
        }
        return fields;
    }

    private static boolean share(List<Element> items, Predicate<Element> condition) {
        return items.stream().filter(condition).count() >= items.size() * MIN_SHARE;
    }

    private static @Nullable String next(Document page) {
        return Stream.of("a[rel=next]", "link[rel=next]", "a.next", ".next a")
                .filter(selector -> page.selectFirst(selector) != null)
                .findFirst()
                .map(selector -> selector + "@href")
                .orElse(null);
    }
}
