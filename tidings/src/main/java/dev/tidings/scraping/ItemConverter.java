package dev.tidings.scraping;

import dev.tidings.scraping.reading.DateParser;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.ParsedDate;
import dev.tidings.scraping.reading.PlainText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes lines about opportunities of what a source's documents tell. */
final class ItemConverter {
    private static final int LONGEST_DESCRIPTION = 5_000;
    private static final int LONGEST_SEARCHED = 20_000;
    private static final int LONGEST_DATE = 300;
    private static final int MOST_WORDS = 30;
    private static final int LONGEST_WORD = 64;
    private static final Pattern REMOTE = Pattern.compile("(?i)true|yes|1|.*\\b(remote|online|virtual|anywhere)\\b.*");

    private static final Map<ItemField, Integer> LIMITS = new EnumMap<>(Map.of(
            ItemField.TITLE, 300,
            ItemField.ORGANIZATION, 200,
            ItemField.TYPE, 64,
            ItemField.LOCATION, 200,
            ItemField.FEE, 200,
            ItemField.CURRENCY, 16,
            ItemField.AWARD, 200,
            ItemField.LANGUAGE, 35));

    private final Source source;
    private final DateParser dates;
    private final Map<ItemField, Pattern> patterns = new EnumMap<>(ItemField.class);

    ItemConverter(Source source) {
        this.source = source;
        this.dates = new DateParser(source.dateOrder(), source.zone());
        source.find().forEach((field, expression) -> patterns.put(field, Pattern.compile(expression)));
    }

    /**
     * @param note takes a remark on what was left out
     * @throws ItemRefused if the item cannot be taken
     */
    ObjectNode toRow(ExtractedItem found, Consumer<String> note) {
        if (found.text(ItemField.TITLE) == null) {
            throw new ItemRefused("has no title");
        }
        if (found.text(ItemField.URL) == null) {
            throw new ItemRefused("has no url");
        }
        applyPatterns(found);
        source.defaults().forEach((field, texts) -> {
            if (found.texts(field).isEmpty()) {
                texts.forEach(text -> found.add(field, text));
            }
        });
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("source", source.name());
        line.put("url", found.text(ItemField.URL));
        LIMITS.forEach((field, limit) -> put(line, field, found.text(field), limit));
        description(line, found);
        words(line, ItemField.TAGS, found, source.tags());
        words(line, ItemField.DISCIPLINE, found, List.of());
        remote(line, found);
        deadline(line, found.text(ItemField.DEADLINE));
        postedAt(line, found.text(ItemField.POSTED_AT), note);
        return line;
    }

    private void applyPatterns(ExtractedItem found) {
        String description = Objects.requireNonNullElse(found.text(ItemField.DESCRIPTION), "");
        String text = cut(PlainText.paragraphs(description), LONGEST_SEARCHED) + "\n" + found.text(ItemField.TITLE);
        patterns.forEach((field, pattern) -> {
            Matcher match = pattern.matcher(text);
            if (found.texts(field).isEmpty() && match.find()) {
                found.add(field, match.group(Math.min(1, match.groupCount())));
            }
        });
    }

    private static void put(ObjectNode line, ItemField field, @Nullable String text, int limit) {
        String plain = text == null ? "" : PlainText.line(text);
        if (!plain.isEmpty()) {
            line.put(field.column(), cut(plain, limit));
        }
    }

    private static void description(ObjectNode line, ExtractedItem found) {
        @Nullable String text = found.text(ItemField.DESCRIPTION);
        if (text != null) {
            line.put("description", cut(PlainText.paragraphs(text), LONGEST_DESCRIPTION));
        }
    }

    private static String cut(String text, int limit) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, limit - 1)).strip() + "…";
    }

    private static void words(ObjectNode line, ItemField field, ExtractedItem found, List<String> added) {
        List<String> texts = new ArrayList<>(found.texts(field));
        texts.addAll(added);
        Set<String> words = new LinkedHashSet<>();
        for (String text : texts) {
            for (String word : text.split("[;|]", -1)) {
                String plain = PlainText.line(word);
                if (!plain.isEmpty() && plain.length() <= LONGEST_WORD) {
                    words.add(plain);
                }
            }
        }
        if (!words.isEmpty()) {
            ArrayNode list = line.putArray(field.column());
            words.stream().limit(MOST_WORDS).forEach(list::add);
        }
    }

    private static void remote(ObjectNode line, ExtractedItem found) {
        String text = found.text(ItemField.REMOTE);
        if (text != null) {
            line.put("remote", REMOTE.matcher(PlainText.line(text)).matches());
        }
    }

    /** An item with a deadline that nobody can read would be recommended for too long; it is not taken. */
    private void deadline(ObjectNode line, @Nullable String text) {
        if (text == null) {
            return;
        }
        switch (dates.parse(cut(PlainText.line(text), LONGEST_DATE))) {
            case ParsedDate.DateOnly day -> line.put("deadline", day.date().toString());
            case ParsedDate.DateWithTime moment ->
                line.put("deadline", moment.dateTime().toString());
            case ParsedDate.NoDeadline open -> line.putNull("deadline");
            case ParsedDate.UnparsableDate unknown ->
                throw new ItemRefused("deadline \"" + cut(PlainText.line(text), 60) + "\" " + unknown.reason());
        }
    }

    private void postedAt(ObjectNode line, @Nullable String text, Consumer<String> note) {
        if (text == null) {
            return;
        }
        switch (dates.parse(cut(PlainText.line(text), LONGEST_DATE))) {
            case ParsedDate.DateOnly day -> line.put("posted_at", day.date().toString());
            case ParsedDate.DateWithTime moment ->
                line.put("posted_at", moment.dateTime().toString());
            case ParsedDate.NoDeadline open -> note.accept("posted-at is no date and was left out");
            case ParsedDate.UnparsableDate unknown ->
                note.accept("posted-at " + unknown.reason() + " and was left out");
        }
    }
}
