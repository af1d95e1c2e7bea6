package dev.tidings.readers;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.feedback.ItemRating;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The pages behind the links in letters: one file each, nothing loaded from elsewhere, no script. */
@Component
public class ReaderPages {
    private static final int NONCE_BYTES = 16;

    private final TemplateEngine templates;
    private final DigestCatalog digests;
    private final SecureRandom random = new SecureRandom();

    ReaderPages(TemplateEngine templates, DigestCatalog digests) {
        this.templates = templates;
        this.digests = digests;
    }

    /** @param undo the token that takes it back */
    ResponseEntity<String> unsubscribed(String digest, String undo) {
        return page(HttpStatus.OK, "unsubscribed", Map.of("brand", brand(digest), "title", title(digest), "undo", undo));
    }

    ResponseEntity<String> confirmUnsubscribe(String digest) {
        return page(HttpStatus.OK, "confirm-unsubscribe", Map.of("brand", brand(digest), "title", title(digest)));
    }

    ResponseEntity<String> resubscribed(String digest) {
        return page(HttpStatus.OK, "resubscribed", Map.of("brand", brand(digest), "title", title(digest)));
    }

    ResponseEntity<String> preferences(String digest, Map<Digest, Boolean> choices, boolean saved) {
        return page(HttpStatus.OK, "preferences", Map.of("brand", brand(digest), "choices", choices, "saved", saved));
    }

    /**
     * @param item what the opinion is about, in words
     * @param undo the token that takes it back
     */
    ResponseEntity<String> ratingSaved(ItemRating opinion, String item, String undo) {
        return page(
                HttpStatus.OK,
                "rating-saved",
                Map.of("brand", brand(opinion.digest()), "item", item, "more", opinion.more(), "undo", undo));
    }

    /** @param item what the opinion is about, in words */
    ResponseEntity<String> confirmRating(ItemRating opinion, String item) {
        return page(
                HttpStatus.OK,
                "confirm-rating",
                Map.of("brand", brand(opinion.digest()), "item", item, "more", opinion.more()));
    }

    ResponseEntity<String> ratingUndone(String digest) {
        return page(HttpStatus.OK, "rating-undone", Map.of("brand", brand(digest)));
    }

    ResponseEntity<String> testLetter() {
        return notice(
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
        return notice(
                HttpStatus.BAD_REQUEST,
                "This link does not work.",
                "It may be incomplete: open it from the letter itself, or copy all of it. Nothing was changed.");
    }

    ResponseEntity<String> unavailable() {
        return notice(
                HttpStatus.SERVICE_UNAVAILABLE,
                "That did not work just now.",
                "The fault is ours, and nothing was changed. Please open the link again in a few minutes.");
    }

    public ResponseEntity<String> notice(HttpStatus status, String title, String text) {
        return page(status, "notice", Map.of("title", title, "text", text));
    }

    private ResponseEntity<String> page(HttpStatus status, String name, Map<String, Object> values) {
        String nonce = nonce();
        Map<String, Object> parameters = new HashMap<>(values);
        parameters.put("nonce", nonce);
        StringOutput html = new StringOutput();
        templates.render("reader/" + name + ".jte", parameters, html);
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", policy(nonce))
                .body(html.toString());
    }

    private static String policy(String nonce) {
        return "default-src 'none'; style-src 'nonce-" + nonce
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
