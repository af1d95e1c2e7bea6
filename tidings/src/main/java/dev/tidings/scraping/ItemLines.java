package dev.tidings.scraping;

import dev.tidings.scraping.reading.DateReader;
import dev.tidings.scraping.reading.DateText;
import dev.tidings.scraping.reading.Field;
import dev.tidings.scraping.reading.Found;
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
final class ItemLines {
    private static final int LONGEST_DESCRIPTION = 5_000;
    private static final int LONGEST_SEARCHED = 20_000;
    private static final int LONGEST_DATE = 300;
    private static final int MOST_WORDS = 30;
    private static final int LONGEST_WORD = 64;
    private static final Pattern REMOTE = Pattern.compile("(?i)true|yes|1|.*\\b(remote|online|virtual|anywhere)\\b.*");

    private static final Map<Field, Integer> LIMITS = new EnumMap<>(Map.of(
            Field.TITLE, 300,
            Field.ORGANIZATION, 200,
            Field.TYPE, 64,
            Field.LOCATION, 200,
            Field.FEE, 200,
            Field.CURRENCY, 16,
            Field.AWARD, 200,
            Field.LANGUAGE, 35));

    private final Source source;
    private final DateReader dates;
    private final Map<Field, Pattern> find = new EnumMap<>(Field.class);

    ItemLines(Source source) {
        this.source = source;
        this.dates = new DateReader(source.dateOrder(), source.zone());
        source.find().forEach((field, expression) -> find.put(field, Pattern.compile(expression)));
    }

    /**
     * @param note takes a remark on what was left out
     * @throws ItemRefused if the item cannot be taken
     */
    ObjectNode line(Found found, Consumer<String> note) {
        if (found.text(Field.TITLE) == null) {
            throw new ItemRefused("has no title");
        }
        if (found.text(Field.URL) == null) {
            throw new ItemRefused("has no url");
        }
        search(found);
        source.defaults().forEach((field, texts) -> {
            if (found.texts(field).isEmpty()) {
                texts.forEach(text -> found.add(field, text));
            }
        });
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("source", source.name());
        line.put("url", found.text(Field.URL));
        LIMITS.forEach((field, limit) -> put(line, field, found.text(field), limit));
        description(line, found);
        words(line, Field.TAGS, found, source.tags());
        words(line, Field.DISCIPLINE, found, List.of());
        remote(line, found);
        deadline(line, found.text(Field.DEADLINE));
        posted(line, found.text(Field.POSTED_AT), note);
        return line;
    }

    private void search(Found found) {
        String description = Objects.requireNonNullElse(found.text(Field.DESCRIPTION), "");
        String text = cut(PlainText.paragraphs(description), LONGEST_SEARCHED) + "\n" + found.text(Field.TITLE);
        find.forEach((field, pattern) -> {
            Matcher match = pattern.matcher(text);
            if (found.texts(field).isEmpty() && match.find()) {
                found.add(field, match.group(Math.min(1, match.groupCount())));
            }
        });
    }

    private static void put(ObjectNode line, Field field, @Nullable String text, int limit) {
        String plain = text == null ? "" : PlainText.line(text);
        if (!plain.isEmpty()) {
            line.put(field.column(), cut(plain, limit));
        }
    }

    private static void description(ObjectNode line, Found found) {
        @Nullable String text = found.text(Field.DESCRIPTION);
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

    private static void words(ObjectNode line, Field field, Found found, List<String> added) {
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

    private static void remote(ObjectNode line, Found found) {
        String text = found.text(Field.REMOTE);
        if (text != null) {
            line.put("remote", REMOTE.matcher(PlainText.line(text)).matches());
        }
    }

    /** An item with a deadline that nobody can read would be recommended for too long; it is not taken. */
    private void deadline(ObjectNode line, @Nullable String text) {
        if (text == null) {
            return;
        }
        switch (dates.read(cut(PlainText.line(text), LONGEST_DATE))) {
            case DateText.Day day -> line.put("deadline", day.day().toString());
            case DateText.Moment moment -> line.put("deadline", moment.at().toString());
            case DateText.Open open -> line.putNull("deadline");
            case DateText.Unknown unknown ->
                throw new ItemRefused("deadline \"" + cut(PlainText.line(text), 60) + "\" " + unknown.why());
        }
    }

    private void posted(ObjectNode line, @Nullable String text, Consumer<String> note) {
        if (text == null) {
            return;
        }
        switch (dates.read(cut(PlainText.line(text), LONGEST_DATE))) {
            case DateText.Day day -> line.put("posted_at", day.day().toString());
            case DateText.Moment moment -> line.put("posted_at", moment.at().toString());
            case DateText.Open open -> note.accept("posted-at is no date and was left out");
            case DateText.Unknown unknown -> note.accept("posted-at " + unknown.why() + " and was left out");
        }
    }
}
