package dev.tidings.api;

import dev.tidings.feedback.Opinion;
import dev.tidings.feedback.ReaderOpinions;
import dev.tidings.feedback.ReaderOpinions.Taking;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the links beside a letter's items lead to: "more like this", "not for me". No sign-in, any number of times. */
@RestController
@Tag(name = "Readers")
class OpinionEndpoints {
    private static final Logger log = LoggerFactory.getLogger(OpinionEndpoints.class);

    private final ReaderOpinions opinions;
    private final ReaderPages pages;

    OpinionEndpoints(ReaderOpinions opinions, ReaderPages pages) {
        this.opinions = opinions;
        this.pages = pages;
    }

    @GetMapping(ReaderLinks.OPINION)
    @Operation(
            summary = "Notes what the reader says of an item and says so; HEAD and what seems a machine get a page that"
                    + " asks first")
    ResponseEntity<String> follow(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return with(
                opinions.read(token),
                opinion -> page(opinion, opinions.follow(opinion, TrackingEndpoints.visit(request))));
    }

    @PostMapping(ReaderLinks.OPINION)
    @Operation(summary = "Notes what the reader says of an item: the page's button")
    ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String token) {
        return with(opinions.read(token), opinion -> page(opinion, opinions.confirm(opinion)));
    }

    private ResponseEntity<String> page(Opinion opinion, Taking taking) {
        return switch (taking) {
            case NOTED -> pages.noted(opinion, item(opinion), opinions.undo(opinion));
            case ASK_FIRST -> pages.askOpinion(opinion, item(opinion));
            case TRIAL -> pages.trial();
        };
    }

    private String item(Opinion opinion) {
        return opinions.title(opinion).map(title -> "“" + title + "”").orElse("this");
    }

    @PostMapping(ReaderLinks.UNDO_OPINION)
    @Operation(summary = "Takes back what the reader said of an item, for a day after it")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(opinions.readUndo(token), opinion -> {
            opinions.takeBack(opinion);
            return pages.takenBack(opinion.digest());
        });
    }

    private ResponseEntity<String> with(Optional<Opinion> opinion, Function<Opinion, ResponseEntity<String>> answer) {
        return opinion.map(answer).orElseGet(pages::noSuchLink);
    }

    @ExceptionHandler
    ResponseEntity<String> trouble(Exception cause) {
        log.error("a reader's opinion could not be taken", cause);
        return pages.trouble();
    }
}
