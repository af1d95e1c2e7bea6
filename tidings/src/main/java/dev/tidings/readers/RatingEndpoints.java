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

/** What the links beside a letter's items lead to: "more like this", "not for me". No sign-in, any number of times. */
@RestController
@Tag(name = "Readers")
class RatingEndpoints {
    private final ReaderRatings ratings;
    private final ReaderPages pages;

    RatingEndpoints(ReaderRatings opinions, ReaderPages pages) {
        this.ratings = opinions;
        this.pages = pages;
    }

    @GetMapping(ReaderLinks.RATING)
    @Operation(
            summary = "Notes what the reader says of an item and says so; HEAD and what seems a machine get a page that"
                    + " asks first")
    ResponseEntity<String> follow(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return with(
                ratings.read(token),
                opinion -> page(opinion, ratings.follow(opinion, TrackingEndpoints.visit(request))));
    }

    @PostMapping(ReaderLinks.RATING)
    @Operation(summary = "Notes what the reader says of an item: the page's button")
    ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String token) {
        return with(ratings.read(token), opinion -> page(opinion, ratings.confirm(opinion)));
    }

    private ResponseEntity<String> page(ItemRating opinion, RatingStatus taking) {
        return switch (taking) {
            case RECORDED -> pages.ratingSaved(opinion, itemTitle(opinion), ratings.undoToken(opinion));
            case NEEDS_CONFIRMATION -> pages.confirmRating(opinion, itemTitle(opinion));
            case NOT_RECORDED -> pages.testLetter();
        };
    }

    private String itemTitle(ItemRating opinion) {
        return ratings.title(opinion).orElse("");
    }

    @PostMapping(ReaderLinks.UNDO_RATING)
    @Operation(summary = "Takes back what the reader said of an item, for a day after it")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(ratings.readUndo(token), opinion -> {
            ratings.withdraw(opinion);
            return pages.ratingUndone(opinion.digest());
        });
    }

    private ResponseEntity<String> with(
            Optional<ItemRating> opinion, Function<ItemRating, ResponseEntity<String>> answer) {
        return opinion.map(answer).orElseGet(pages::invalidLink);
    }
}
