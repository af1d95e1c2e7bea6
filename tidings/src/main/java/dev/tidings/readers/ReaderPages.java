package dev.tidings.readers;

import dev.tidings.StandalonePages;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.feedback.ItemRating;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The pages behind the links in letters. */
@Component
class ReaderPages {
    private final StandalonePages pages;
    private final DigestCatalog digests;

    ReaderPages(StandalonePages pages, DigestCatalog digests) {
        this.pages = pages;
        this.digests = digests;
    }

    /** @param undo the token that takes it back */
    ResponseEntity<String> unsubscribed(String digest, String undo) {
        return pages.page(HttpStatus.OK, "unsubscribed", Map.of("brand", brand(digest), "title", title(digest), "undo", undo));
    }

    ResponseEntity<String> confirmUnsubscribe(String digest) {
        return pages.page(HttpStatus.OK, "confirm-unsubscribe", Map.of("brand", brand(digest), "title", title(digest)));
    }

    ResponseEntity<String> resubscribed(String digest) {
        return pages.page(HttpStatus.OK, "resubscribed", Map.of("brand", brand(digest), "title", title(digest)));
    }

    ResponseEntity<String> preferences(String digest, Map<Digest, Boolean> choices, boolean saved) {
        return pages.page(HttpStatus.OK, "preferences", Map.of("brand", brand(digest), "choices", choices, "saved", saved));
    }

    /**
     * @param item what the opinion is about, in words
     * @param undo the token that takes it back
     */
    ResponseEntity<String> ratingSaved(ItemRating opinion, String item, String undo) {
        return pages.page(
                HttpStatus.OK,
                "rating-saved",
                Map.of("brand", brand(opinion.digest()), "item", item, "more", opinion.more(), "undo", undo));
    }

    /** @param item what the opinion is about, in words */
    ResponseEntity<String> confirmRating(ItemRating opinion, String item) {
        return pages.page(
                HttpStatus.OK,
                "confirm-rating",
                Map.of("brand", brand(opinion.digest()), "item", item, "more", opinion.more()));
    }

    ResponseEntity<String> ratingUndone(String digest) {
        return pages.page(HttpStatus.OK, "rating-undone", Map.of("brand", brand(digest)));
    }

    ResponseEntity<String> testLetter() {
        return pages.notice(
                HttpStatus.OK,
                "This letter was a test.",
                "In a letter that is sent in earnest, this link tells us what you like. Nothing was noted.");
    }

    private String brand(String digest) {
        return digests.find(digest).orElseGet(digests::primary).brand().name();
    }

    /** A digest that is not configured any more has but its name. */
    private String title(String digest) {
        return digests.find(digest).map(Digest::title).orElse(digest);
    }

    /** The same for every link that is none, whatever is wrong with it. */
    ResponseEntity<String> invalidLink() {
        return pages.notice(
                HttpStatus.BAD_REQUEST,
                "This link does not work.",
                "It may be incomplete: open it from the letter itself, or copy all of it. Nothing was changed.");
    }

    ResponseEntity<String> unavailable() {
        return pages.notice(
                HttpStatus.SERVICE_UNAVAILABLE,
                "That did not work just now.",
                "The fault is ours, and nothing was changed. Please open the link again in a few minutes.");
    }
}
