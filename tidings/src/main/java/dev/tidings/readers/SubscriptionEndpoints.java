package dev.tidings.readers;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.feedback.ReaderSubscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endpoints of the subscription links in letters. A link needs no sign-in and no cookie, and can be used repeatedly.
 */
@RestController
@Tag(name = "Readers")
class SubscriptionEndpoints {
    /**
     * The field that distinguishes the page's own button from a one-click request. No other field is read: a mail
     * program may send {@code List-Unsubscribe=One-Click} as a multipart form (RFC 8058 3.1), which is not parsed.
     */
    private static final String BUTTON = "button";

    private final ReaderSubscriptions subscriptions;
    private final ReaderPages pages;

    SubscriptionEndpoints(ReaderSubscriptions subscriptions, ReaderPages pages) {
        this.subscriptions = subscriptions;
        this.pages = pages;
    }

    @GetMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(
            operationId = "unsubscribe",
            summary = "Opts the reader out and confirms it; HEAD requests and known link scanners get a page"
                    + " that asks first, and so do others by the digest's unsubscribe.confirm")
    ResponseEntity<String> unsubscribe(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return with(
                LinkPurpose.UNSUBSCRIBE,
                token,
                reader -> subscriptions
                        .visit(reader, TrackingEndpoints.toTrackingRequest(request))
                        .map(undo -> pages.unsubscribed(reader.digest(), undo))
                        .orElseGet(() -> pages.confirmUnsubscribe(reader.digest())));
    }

    @PostMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(
            operationId = "unsubscribeNow",
            summary = "Opts the reader out: the page's button, and one-click by the reader's mail program (RFC 8058)")
    ResponseEntity<String> unsubscribeNow(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        ConsentSource source = request.getParameter(BUTTON) == null ? ConsentSource.ONE_CLICK : ConsentSource.PAGE;
        return with(
                LinkPurpose.UNSUBSCRIBE,
                token,
                reader -> pages.unsubscribed(reader.digest(), subscriptions.unsubscribe(reader, source)));
    }

    @PostMapping(ReaderLinks.UNDO_UNSUBSCRIBE)
    @Operation(operationId = "undoUnsubscribe", summary = "Undoes an unsubscribe, within a day")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(LinkPurpose.UNDO, token, reader -> {
            subscriptions.resubscribe(reader);
            return pages.resubscribed(reader.digest());
        });
    }

    @GetMapping(ReaderLinks.PREFERENCES)
    @Operation(operationId = "showPreferencePage", summary = "Shows the reader's subscriptions")
    ResponseEntity<String> choices(@RequestParam(defaultValue = "") String token) {
        return with(LinkPurpose.PREFERENCES, token, reader -> choices(reader, false));
    }

    @PostMapping(ReaderLinks.PREFERENCES)
    @Operation(
            operationId = "savePreferencePage",
            summary = "Saves the reader's subscriptions: opts in to the given digests and out of all others")
    ResponseEntity<String> choose(
            @RequestParam(defaultValue = "") String token, @RequestParam(defaultValue = "") List<String> digest) {
        return with(LinkPurpose.PREFERENCES, token, reader -> {
            subscriptions.update(reader, Set.copyOf(digest));
            return choices(reader, true);
        });
    }

    private ResponseEntity<String> choices(LinkBearer reader, boolean saved) {
        return subscriptions
                .subscriptions(reader)
                .map(choices -> pages.preferences(reader.digest(), choices, saved))
                .orElseGet(() -> pages.invalidLink(""));
    }

    private ResponseEntity<String> with(
            LinkPurpose purpose, String token, Function<LinkBearer, ResponseEntity<String>> answer) {
        return subscriptions.verify(purpose, token).map(answer).orElseGet(() -> pages.invalidLink(token));
    }
}
