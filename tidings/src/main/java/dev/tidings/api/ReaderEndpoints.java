package dev.tidings.api;

import dev.tidings.audience.Preferences.How;
import dev.tidings.audience.UnsubscribeTokens.Bearer;
import dev.tidings.audience.UnsubscribeTokens.Purpose;
import dev.tidings.digest.Digest.Confirm;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.feedback.LinkScanners;
import dev.tidings.feedback.ReaderAnswers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the links in letters lead to. A link acts on its own: no sign-in, no cookie, and any number of times.
 */
@RestController
@Tag(name = "Readers")
class ReaderEndpoints {
    private static final Logger log = LoggerFactory.getLogger(ReaderEndpoints.class);

    /**
     * The field that tells the page's own button from a one-click request. Only this is looked for: a mail program may
     * send its {@code List-Unsubscribe=One-Click} as a multipart form (RFC 8058 3.1), which is never parsed.
     */
    private static final String BUTTON = "button";

    private final ReaderAnswers answers;
    private final LinkScanners scanners;
    private final ReaderPages pages;
    private final DigestCatalog digests;

    ReaderEndpoints(ReaderAnswers answers, LinkScanners scanners, ReaderPages pages, DigestCatalog digests) {
        this.answers = answers;
        this.scanners = scanners;
        this.pages = pages;
        this.digests = digests;
    }

    @GetMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(summary = "Opts the reader out and says so; HEAD and known link scanners get a page that asks first")
    ResponseEntity<String> unsubscribe(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return with(
                Purpose.UNSUBSCRIBE,
                token,
                reader -> asksFirst(reader, request) ? pages.ask(reader.digest()) : leave(reader, How.LINK));
    }

    private boolean asksFirst(Bearer reader, HttpServletRequest request) {
        return confirmsAlways(reader.digest())
                || HttpMethod.HEAD.matches(request.getMethod())
                || scanners.followed(request::getHeader);
    }

    private boolean confirmsAlways(String digest) {
        return digests.find(digest)
                .filter(found -> found.unsubscribe().confirm() == Confirm.ALWAYS)
                .isPresent();
    }

    @PostMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(
            summary = "Opts the reader out: the page's button, and one-click by the reader's mail program (RFC 8058)")
    ResponseEntity<String> unsubscribeNow(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        How how = request.getParameter(BUTTON) == null ? How.ONE_CLICK : How.LINK;
        return with(Purpose.UNSUBSCRIBE, token, reader -> leave(reader, how));
    }

    private ResponseEntity<String> leave(Bearer reader, How how) {
        return pages.left(reader.digest(), answers.leave(reader, how));
    }

    @PostMapping(ReaderLinks.UNDO)
    @Operation(summary = "Takes an unsubscribe back, for a day after it")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(Purpose.UNDO, token, reader -> {
            answers.comeBack(reader);
            return pages.back(reader.digest());
        });
    }

    @GetMapping(ReaderLinks.PREFERENCES)
    @Operation(summary = "Shows the reader which digests they get")
    ResponseEntity<String> choices(@RequestParam(defaultValue = "") String token) {
        return with(Purpose.PREFERENCES, token, reader -> choices(reader, false));
    }

    @PostMapping(ReaderLinks.PREFERENCES)
    @Operation(summary = "Takes the reader's choice: the digests named are opted in, every other one out")
    ResponseEntity<String> choose(
            @RequestParam(defaultValue = "") String token, @RequestParam(defaultValue = "") List<String> digest) {
        return with(Purpose.PREFERENCES, token, reader -> {
            answers.choose(reader, Set.copyOf(digest));
            return choices(reader, true);
        });
    }

    private ResponseEntity<String> choices(Bearer reader, boolean saved) {
        return answers.choices(reader)
                .map(choices -> pages.preferences(reader.digest(), choices, saved))
                .orElseGet(pages::noSuchLink);
    }

    private ResponseEntity<String> with(
            Purpose purpose, String token, Function<Bearer, ResponseEntity<String>> answer) {
        return answers.read(purpose, token).map(answer).orElseGet(pages::noSuchLink);
    }

    @ExceptionHandler
    ResponseEntity<String> trouble(Exception cause) {
        log.error("a reader's answer could not be taken", cause);
        return pages.trouble();
    }
}
