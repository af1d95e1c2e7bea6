package dev.tidings.scraping.reading;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guesses which field a name stands for: the key of a JSON object, the class of an element, the name of a tag. */
final class FieldGuess {
    private static final Map<ItemField, List<String>> NAMES = new EnumMap<>(Map.ofEntries(
            Map.entry(ItemField.TITLE, List.of("title", "name", "headline", "heading")),
            Map.entry(ItemField.URL, List.of("url", "link", "permalink", "href", "weburl", "htmlurl", "self")),
            Map.entry(
                    ItemField.DESCRIPTION,
                    List.of("description", "summary", "excerpt", "content", "text", "teaser", "intro", "body")),
            Map.entry(
                    ItemField.ORGANIZATION,
                    List.of("organization", "organisation", "organizer", "host", "company", "institution", "funder")),
            Map.entry(
                    ItemField.DEADLINE,
                    List.of("deadline", "applicationdeadline", "closingdate", "closes", "closeson", "duedate", "due")),
            Map.entry(ItemField.TAGS, List.of("tags", "keywords", "topics", "categories")),
            Map.entry(ItemField.DISCIPLINE, List.of("discipline", "disciplines", "fields")),
            Map.entry(ItemField.TYPE, List.of("type", "category", "kind")),
            Map.entry(ItemField.LOCATION, List.of("location", "place", "city", "venue")),
            Map.entry(ItemField.FEE, List.of("fee", "entryfee", "fees")),
            Map.entry(ItemField.AWARD, List.of("award", "prize", "salary", "amount", "stipend", "funding")),
            Map.entry(ItemField.POSTED_AT, List.of("posted", "postedat", "published", "publishedat", "dateposted"))));

    private FieldGuess() {}

    /** The best field for a name that is not taken yet; null if the name says nothing. */
    static @Nullable ItemField of(String name, Set<ItemField> taken) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        for (Map.Entry<ItemField, List<String>> names : NAMES.entrySet()) {
            if (!taken.contains(names.getKey()) && names.getValue().contains(plain)) {
                return names.getKey();
            }
        }
        return null;
    }

    /** As {@link #of}, for names of several words, such as the class {@code call-deadline}: the last word counts. */
    static @Nullable ItemField ofLastWord(String name, Set<ItemField> taken) {
        String[] words = name.split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])", -1);
        ItemField whole = of(name, taken);
        return whole == null && words.length > 0 ? of(words[words.length - 1], taken) : whole;
    }
}
