package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/** Guesses which elements of a feed's entries, beyond the standard ones, hold fields, or whether their text does. */
public final class FeedGuess {
    private static final Set<ItemField> STANDARD =
            Set.of(ItemField.TITLE, ItemField.URL, ItemField.DESCRIPTION, ItemField.TAGS, ItemField.POSTED_AT);

    private FeedGuess() {}

    /** @throws UnreadableDocument if the document is not a feed */
    public static SourceGuess of(WebDocument document) {
        Map<ItemField, String> fields = new EnumMap<>(ItemField.class);
        for (Element element : FeedReader.foreignElements(document)) {
            @Nullable ItemField field = FieldGuess.ofLastWord(element.getName(), fields.keySet());
            if (field != null && !STANDARD.contains(field)) {
                fields.put(field, element.getQualifiedName());
            }
        }
        List<ExtractedItem> items = new FeedReader(fields).read(document).items();
        FieldPattern deadline = FieldPattern.of(SourceGuess.DEADLINE_IN_TEXT);
        boolean inText = !fields.containsKey(ItemField.DEADLINE)
                && items.stream().anyMatch(item -> {
                    String text = item.text(ItemField.DESCRIPTION);
                    return text != null && deadline.matches(PlainText.paragraphs(text));
                });
        return new SourceGuess(
                null, null, fields, inText ? Map.of(ItemField.DEADLINE, SourceGuess.DEADLINE_IN_TEXT) : Map.of());
    }
}
