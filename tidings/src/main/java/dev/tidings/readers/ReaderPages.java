package dev.tidings.readers;

import dev.tidings.StandalonePages;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.feedback.ItemRating;
import dev.tidings.text.MessageCatalog;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The pages behind the links in letters. */
@Component
class ReaderPages {
    private final StandalonePages pages;
    private final DigestCatalog digests;
    private final MessageCatalog messages;

    ReaderPages(StandalonePages pages, DigestCatalog digests, MessageCatalog messages) {
        this.pages = pages;
        this.digests = digests;
        this.messages = messages;
    }

    /** @param undo token that reverses the change */
    ResponseEntity<String> unsubscribed(String digest, String undo) {
        return pages.page(
                HttpStatus.OK, "unsubscribed", Map.of("brand", brand(digest), "title", title(digest), "undo", undo));
    }

    ResponseEntity<String> confirmUnsubscribe(String digest) {
        return pages.page(HttpStatus.OK, "confirm-unsubscribe", Map.of("brand", brand(digest), "title", title(digest)));
    }

    ResponseEntity<String> resubscribed(String digest) {
        return pages.page(HttpStatus.OK, "resubscribed", Map.of("brand", brand(digest), "title", title(digest)));
    }

    ResponseEntity<String> preferences(String digest, Map<Digest, Boolean> choices, boolean saved) {
        return pages.page(
                HttpStatus.OK, "preferences", Map.of("brand", brand(digest), "choices", choices, "saved", saved));
    }

    /**
     * @param item title of the rated item; empty if unknown
     * @param undo token that reverses the rating
     */
    ResponseEntity<String> ratingSaved(ItemRating rating, String item, String undo) {
        String text = rating.more()
                ? messages.text("reader.rated.more", "named", named(item), "title", item)
                : messages.text("reader.rated.less", "named", named(item), "title", item);
        return pages.page(
                HttpStatus.OK, "rating-saved", Map.of("brand", brand(rating.digest()), "text", text, "undo", undo));
    }

    /** @param item title of the rated item; empty if unknown */
    ResponseEntity<String> confirmRating(ItemRating rating, String item) {
        return pages.page(HttpStatus.OK, "confirm-rating", confirmRatingTexts(rating, item));
    }

    private Map<String, Object> confirmRatingTexts(ItemRating rating, String item) {
        String brand = brand(rating.digest());
        return rating.more()
                ? Map.of(
                        "brand",
                        brand,
                        "title",
                        messages.text("reader.more.title"),
                        "text",
                        messages.text("reader.more.text", "named", named(item), "title", item),
                        "button",
                        messages.text("reader.more.button"))
                : Map.of(
                        "brand",
                        brand,
                        "title",
                        messages.text("reader.less.title"),
                        "text",
                        messages.text("reader.less.text", "named", named(item), "title", item),
                        "button",
                        messages.text("reader.less.button"));
    }

    private static String named(String item) {
        return item.isEmpty() ? "no" : "yes";
    }

    ResponseEntity<String> ratingUndone(String digest) {
        return pages.page(HttpStatus.OK, "rating-undone", Map.of("brand", brand(digest)));
    }

    ResponseEntity<String> testLetter() {
        return pages.notice(HttpStatus.OK, messages.text("reader.test.title"), messages.text("reader.test.text"));
    }

    private String brand(String digest) {
        return digests.find(digest).orElseGet(digests::primary).brand().name();
    }

    /** Returns the digest's title, or its name if it is no longer configured. */
    private String title(String digest) {
        return digests.find(digest).map(Digest::title).orElse(digest);
    }

    /** Shows the same page for every invalid link, unless it belongs to a preview. */
    ResponseEntity<String> invalidLink(String token) {
        if (token.equals(PreviewLinks.TOKEN)) {
            return pages.notice(
                    HttpStatus.OK, messages.text("reader.preview.title"), messages.text("reader.preview.text"));
        }
        return pages.notice(
                HttpStatus.BAD_REQUEST,
                messages.text("reader.brokenLink.title"),
                messages.text("reader.brokenLink.text"));
    }

    /** @param retryAfter in seconds */
    ResponseEntity<String> unavailable(String retryAfter) {
        ResponseEntity<String> page = pages.notice(
                HttpStatus.SERVICE_UNAVAILABLE,
                messages.text("reader.failure.title"),
                messages.text("reader.failure.text"));
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, retryAfter)
                .body(page.getBody());
    }
}
