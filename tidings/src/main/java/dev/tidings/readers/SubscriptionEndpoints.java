package dev.tidings.readers;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.digest.Digest.UnsubscribeConfirmation;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.feedback.LinkScanners;
import dev.tidings.feedback.ReaderSubscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
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
    private final LinkScanners scanners;
    private final ReaderPages pages;
    private final DigestCatalog digests;

    SubscriptionEndpoints(
            ReaderSubscriptions subscriptions, LinkScanners scanners, ReaderPages pages, DigestCatalog digests) {
        this.subscriptions = subscriptions;
        this.scanners = scanners;
        this.pages = pages;
        this.digests = digests;
    }

    @GetMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(
            summary = "Opts the reader out and confirms it; HEAD requests and known link scanners get a page"
                    + " that asks first")
    ResponseEntity<String> unsubscribe(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        return with(
                LinkPurpose.UNSUBSCRIBE,
                token,
                reader -> asksFirst(reader, request)
                        ? pages.confirmUnsubscribe(reader.digest())
                        : optOut(reader, ConsentSource.LINK));
    }

    private boolean asksFirst(LinkBearer reader, HttpServletRequest request) {
        return alwaysConfirms(reader.digest())
                || HttpMethod.HEAD.matches(request.getMethod())
                || scanners.isScanner(request::getHeader);
    }

    private boolean alwaysConfirms(String digest) {
        return digests.find(digest)
                .filter(found -> found.unsubscribe().confirm() == UnsubscribeConfirmation.ALWAYS)
                .isPresent();
    }

    @PostMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(
            summary = "Opts the reader out: the page's button, and one-click by the reader's mail program (RFC 8058)")
    ResponseEntity<String> unsubscribeNow(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        ConsentSource source = request.getParameter(BUTTON) == null ? ConsentSource.ONE_CLICK : ConsentSource.LINK;
        return with(LinkPurpose.UNSUBSCRIBE, token, reader -> optOut(reader, source));
    }

    private ResponseEntity<String> optOut(LinkBearer reader, ConsentSource source) {
        return pages.unsubscribed(reader.digest(), subscriptions.unsubscribe(reader, source));
    }

    @PostMapping(ReaderLinks.UNDO_UNSUBSCRIBE)
    @Operation(summary = "Undoes an unsubscribe, within a day")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(LinkPurpose.UNDO, token, reader -> {
            subscriptions.resubscribe(reader);
            return pages.resubscribed(reader.digest());
        });
    }

    @GetMapping(ReaderLinks.PREFERENCES)
    @Operation(summary = "Shows the reader's subscriptions")
    ResponseEntity<String> choices(@RequestParam(defaultValue = "") String token) {
        return with(LinkPurpose.PREFERENCES, token, reader -> choices(reader, false));
    }

    @PostMapping(ReaderLinks.PREFERENCES)
    @Operation(summary = "Saves the reader's subscriptions: opts in to the given digests and out of all others")
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
                .orElseGet(pages::invalidLink);
    }

    private ResponseEntity<String> with(
            LinkPurpose purpose, String token, Function<LinkBearer, ResponseEntity<String>> answer) {
        return subscriptions.verify(purpose, token).map(answer).orElseGet(pages::invalidLink);
    }
}
