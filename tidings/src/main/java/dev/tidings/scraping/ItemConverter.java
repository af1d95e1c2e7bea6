package dev.tidings.scraping;

import dev.tidings.core.WebUrl;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.FieldPattern;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.PlainText;
import dev.tidings.scraping.web.LinkResolver;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts extracted items to import rows. */
final class ItemConverter {
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_SEARCHED = 20_000;
    private static final int MAX_LIST_SIZE = 30;
    private static final int MAX_LIST_ENTRY = 64;
    private static final Pattern REMOTE = Pattern.compile("(?i)true|yes|1|.*\\b(remote|online|virtual|anywhere)\\b.*");

    private static final Map<ItemField, Integer> MAX_LENGTHS = new EnumMap<>(Map.of(
            ItemField.TITLE, 300,
            ItemField.ORGANIZATION, 200,
            ItemField.TYPE, 64,
            ItemField.LOCATION, 200,
            ItemField.FEE, 200,
            ItemField.CURRENCY, 16,
            ItemField.AWARD, 200,
            ItemField.LANGUAGE, 35));

    private final Source source;
    private final ItemDates dates;
    private final Map<ItemField, FieldPattern> clean = new EnumMap<>(ItemField.class);
    private final Map<ItemField, FieldPattern> patterns = new EnumMap<>(ItemField.class);

    /** @param dates converts the dates of this source */
    ItemConverter(Source source, ItemDates dates) {
        this.source = source;
        this.dates = dates;
        source.clean().forEach((field, expression) -> clean.put(field, FieldPattern.of(expression)));
        source.find().forEach((field, expression) -> patterns.put(field, FieldPattern.of(expression)));
    }

    /** Cleans the item's texts, and finds fields that it lacks. */
    void complete(ExtractedItem item) {
        clean.forEach((field, pattern) -> item.replace(
                field,
                item.texts(field).stream()
                        .map(text -> pattern.clean(plain(field, text)))
                        .toList()));
        applyPatterns(item);
    }

    private static String plain(ItemField field, String text) {
        return switch (field) {
            case URL -> text;
            case DESCRIPTION -> PlainText.paragraphs(text);
            default -> PlainText.line(text);
        };
    }

    /**
     * Converts a {@linkplain #complete completed} item. {@link ItemDates#isWithdrawn} says whether its source has
     * withdrawn it.
     *
     * @param notes receives remarks on inferred, omitted and withdrawn values
     * @throws ItemRefused if the item cannot be imported
     */
    ObjectNode toRow(ExtractedItem item, Consumer<String> notes) {
        if (item.text(ItemField.TITLE) == null) {
            throw new ItemRefused("has no title");
        }
        source.defaults().forEach((field, texts) -> {
            if (field != ItemField.URL && item.texts(field).isEmpty()) {
                texts.forEach(text -> item.add(field, text));
            }
        });
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("source", source.name());
        row.put("url", url(item));
        MAX_LENGTHS.forEach((field, limit) -> putText(row, field, item.text(field), limit));
        putDescription(row, item);
        putList(row, ItemField.TAGS, item, source.tags());
        putList(row, ItemField.DISCIPLINE, item, List.of());
        putRemote(row, item);
        dates.convert(item, row, notes);
        return row;
    }

    /** Of a calendar's event without an address, the first link in its description; otherwise the source's default. */
    private String url(ExtractedItem item) {
        @Nullable String url = item.text(ItemField.URL);
        if (url == null && source.kind() == SourceKind.ICAL) {
            url = WebAddresses.firstIn(Objects.requireNonNullElse(item.text(ItemField.DESCRIPTION), ""));
        }
        List<String> pages = source.defaults().getOrDefault(ItemField.URL, List.of());
        if (url == null && !pages.isEmpty()) {
            String title = Objects.requireNonNull(item.text(ItemField.TITLE));
            url = WebAddresses.withItem(pages.getFirst(), Objects.requireNonNullElse(item.key(), title));
        }
        if (url == null) {
            throw new ItemRefused("has no url");
        }
        WebUrl address = WebUrl.parse(url);
        if (address != null && address.isPrivate() && !source.allowPrivate()) {
            throw new ItemRefused("has a url that leads to a private network, which readers cannot reach");
        }
        item.addIfAbsent(ItemField.URL, url);
        return url;
    }

    private void applyPatterns(ExtractedItem item) {
        String description = Objects.requireNonNullElse(item.text(ItemField.DESCRIPTION), "");
        String title = Objects.requireNonNullElse(item.text(ItemField.TITLE), "");
        String text = truncate(PlainText.paragraphs(description), MAX_SEARCHED) + "\n" + title;
        patterns.forEach((field, pattern) -> {
            if (item.texts(field).isEmpty()) {
                @Nullable String found = pattern.find(text);
                item.add(field, field == ItemField.URL && found != null ? absolute(found) : found);
            }
        });
    }

    private @Nullable String absolute(String link) {
        @Nullable URI uri = LinkResolver.resolve(source.url(), link);
        return uri == null ? null : uri.toString();
    }

    private static void putText(ObjectNode row, ItemField field, @Nullable String text, int limit) {
        String plain = text == null ? "" : PlainText.line(text);
        if (!plain.isEmpty()) {
            row.put(field.column(), truncate(plain, limit));
        }
    }

    private static void putDescription(ObjectNode row, ExtractedItem item) {
        @Nullable String text = item.text(ItemField.DESCRIPTION);
        if (text != null) {
            row.put("description", truncate(PlainText.paragraphs(text), MAX_DESCRIPTION));
        }
    }

    static String truncate(String text, int limit) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, limit - 1)).strip() + "…";
    }

    private static void putList(ObjectNode row, ItemField field, ExtractedItem item, List<String> defaults) {
        List<String> texts = new ArrayList<>(item.texts(field));
        texts.addAll(defaults);
        Set<String> distinct = new LinkedHashSet<>();
        for (String text : texts) {
            for (String entry : text.split("[;|]", -1)) {
                String plain = PlainText.line(entry);
                if (!plain.isEmpty() && plain.length() <= MAX_LIST_ENTRY) {
                    distinct.add(plain);
                }
            }
        }
        if (!distinct.isEmpty()) {
            ArrayNode list = row.putArray(field.column());
            distinct.stream().limit(MAX_LIST_SIZE).forEach(list::add);
        }
    }

    private static void putRemote(ObjectNode row, ExtractedItem item) {
        String text = item.text(ItemField.REMOTE);
        if (text != null) {
            row.put("remote", REMOTE.matcher(PlainText.line(text)).matches());
        }
    }
}
