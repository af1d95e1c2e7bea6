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

    private final ReaderSubscriptions answers;
    private final LinkScanners scanners;
    private final ReaderPages pages;
    private final DigestCatalog digests;

    SubscriptionEndpoints(
            ReaderSubscriptions answers, LinkScanners scanners, ReaderPages pages, DigestCatalog digests) {
        this.answers = answers;
        this.scanners = scanners;
        this.pages = pages;
        this.digests = digests;
    }

    @GetMapping(ReaderLinks.UNSUBSCRIBE)
    @Operation(summary = "Opts the reader out and says so; HEAD and known link scanners get a page that asks first")
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
        ConsentSource how = request.getParameter(BUTTON) == null ? ConsentSource.ONE_CLICK : ConsentSource.LINK;
        return with(LinkPurpose.UNSUBSCRIBE, token, reader -> optOut(reader, how));
    }

    private ResponseEntity<String> optOut(LinkBearer reader, ConsentSource how) {
        return pages.unsubscribed(reader.digest(), answers.unsubscribe(reader, how));
    }

    @PostMapping(ReaderLinks.UNDO_UNSUBSCRIBE)
    @Operation(summary = "Takes an unsubscribe back, for a day after it")
    ResponseEntity<String> undo(@RequestParam(defaultValue = "") String token) {
        return with(LinkPurpose.UNDO, token, reader -> {
            answers.resubscribe(reader);
            return pages.resubscribed(reader.digest());
        });
    }

    @GetMapping(ReaderLinks.PREFERENCES)
    @Operation(summary = "Shows the reader which digests they get")
    ResponseEntity<String> choices(@RequestParam(defaultValue = "") String token) {
        return with(LinkPurpose.PREFERENCES, token, reader -> choices(reader, false));
    }

    @PostMapping(ReaderLinks.PREFERENCES)
    @Operation(summary = "Takes the reader's choice: the digests named are opted in, every other one out")
    ResponseEntity<String> choose(
            @RequestParam(defaultValue = "") String token, @RequestParam(defaultValue = "") List<String> digest) {
        return with(LinkPurpose.PREFERENCES, token, reader -> {
            answers.update(reader, Set.copyOf(digest));
            return choices(reader, true);
        });
    }

    private ResponseEntity<String> choices(LinkBearer reader, boolean saved) {
        return answers.subscriptions(reader)
                .map(choices -> pages.preferences(reader.digest(), choices, saved))
                .orElseGet(pages::invalidLink);
    }

    private ResponseEntity<String> with(
            LinkPurpose purpose, String token, Function<LinkBearer, ResponseEntity<String>> answer) {
        return answers.verify(purpose, token).map(answer).orElseGet(pages::invalidLink);
    }
}
