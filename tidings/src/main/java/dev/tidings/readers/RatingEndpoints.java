package dev.tidings.readers;

import dev.tidings.feedback.ItemRating;
import dev.tidings.feedback.ReaderRatings;
import dev.tidings.feedback.ReaderRatings.RatingStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endpoints of the links beside a letter's items: "more like this", "not for me". They need no sign-in and can be
 * used repeatedly.
 */
@RestController
@Tag(name = "Readers")
class RatingEndpoints {
    private final ReaderRatings ratings;
    private final ReaderPages pages;

    RatingEndpoints(ReaderRatings ratings, ReaderPages pages) {
        this.ratings = ratings;
        this.pages = pages;
    }

    @GetMapping(ReaderLinks.RATING)
    @Operation(
            operationId = "rateItem",
            summary = "Records the reader's rating of an item and confirms it; HEAD requests and machines get a page"
                    + " that asks first")
    ResponseEntity<String> follow(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return with(
                ratings.read(token),
                token,
                rating -> page(rating, ratings.follow(rating, TrackingEndpoints.toTrackingRequest(request))));
    }

    @PostMapping(ReaderLinks.RATING)
    @Operation(operationId = "confirmRating", summary = "Records the reader's rating of an item: the page's button")
    ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String token) {
        return with(ratings.read(token), token, rating -> page(rating, ratings.confirm(rating)));
    }

    private ResponseEntity<String> page(ItemRating rating, RatingStatus status) {
        return switch (status) {
            case RECORDED -> pages.ratingSaved(rating, itemTitle(rating), ratings.undoToken(rating));
            case NEEDS_CONFIRMATION -> pages.confirmRating(rating, itemTitle(rating));
            case NOT_RECORDED -> pages.testLetter();
        };
    }

    private String itemTitle(ItemRating rating) {
        return ratings.title(rating).orElse("");
    }

    @PostMapping(ReaderLinks.UNDO_RATING)
    @Operation(operationId = "undoRating", summary = "Deletes the reader's rating of an item, within a day")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(ratings.readUndo(token), token, rating -> {
            ratings.withdraw(rating);
            return pages.ratingUndone(rating.digest());
        });
    }

    private ResponseEntity<String> with(
            Optional<ItemRating> rating, String token, Function<ItemRating, ResponseEntity<String>> answer) {
        return rating.map(answer).orElseGet(() -> pages.invalidLink(token));
    }
}
