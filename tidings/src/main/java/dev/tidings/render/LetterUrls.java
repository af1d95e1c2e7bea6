package dev.tidings.render;

import dev.tidings.content.Content;
import dev.tidings.core.WebUrl;
import dev.tidings.digest.Digest.TrackingSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URLs in one letter: the reader's own links and, if the digest tracks, tracked links. Created for every rendering.
 */
final class LetterUrls {
    private final LetterLinks links;
    private final TrackingSettings tracking;
    private final Letter letter;
    private final String unsubscribe;

    LetterUrls(LetterLinks links, TrackingSettings tracking, Letter letter) {
        this.links = links;
        this.tracking = tracking;
        this.letter = letter;
        this.unsubscribe = links.unsubscribe(letter.digest(), letter.recipient().userId());
    }

    String unsubscribe() {
        return unsubscribe;
    }

    /**
     * Returns the links by their full template names.
     *
     * @param brandLink target of the letter's button
     */
    Map<String, @Nullable Object> fields(URI brandLink) {
        String button = brandLink.toASCIIString();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("links.unsubscribe", unsubscribe);
        fields.put(
                "links.preferences",
                links.preferences(letter.digest(), letter.recipient().userId()));
        fields.put("links.pixel", tracking.opens() ? links.pixel(letter) : null);
        fields.put("links.trap", tracking.clicks() ? links.trap(letter, button) : null);
        fields.put("brand.link", tracking.clicks() ? links.button(letter, button) : button);
        return fields;
    }

    /** Returns the letter's content with links added to each of its {@code items}. */
    Content content() {
        Content content = letter.content();
        if (!(content.fields().get("items") instanceof List<?> items)) {
            return content;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(content.fields());
        fields.put("items", items.stream().map(this::item).toList());
        return new Content(content.itemCount(), content.preheader(), fields);
    }

    /** Adds an item's links. An item with an unsafe link loses only the link. */
    private Object item(Object value) {
        if (!(value instanceof Map<?, ?> item) || !(item.get("id") instanceof String id)) {
            return value;
        }
        Map<Object, @Nullable Object> linked = new LinkedHashMap<>(item);
        linked.put("link", link(id, item.get("url")));
        linked.put("more", links.more(letter, id));
        linked.put("less", links.less(letter, id));
        return linked;
    }

    private @Nullable String link(String id, @Nullable Object address) {
        WebUrl url = address instanceof String text ? WebUrl.parse(text) : null;
        if (url == null) {
            return null;
        }
        return tracking.clicks() ? links.item(letter, id, url.toString()) : url.toString();
    }
}
