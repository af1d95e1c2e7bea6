package dev.tidings.console;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.UnknownUser;
import dev.tidings.audience.User;
import dev.tidings.audience.Users;
import dev.tidings.console.LetterView.LetterPart;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.SingleLetters;
import dev.tidings.edition.SingleLetters.Preview;
import dev.tidings.ledger.LetterRow;
import dev.tidings.transport.Transports;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages of one user's letter outside any edition: preview and test letter. */
@Controller
@RequestMapping("/console/users")
class SingleLetterPages {
    private final PageRenderer pages;
    private final DigestCatalog catalog;
    private final Users users;
    private final Preferences preferences;
    private final Transports transports;
    private final SingleLetters singleLetters;

    SingleLetterPages(
            PageRenderer pages,
            DigestCatalog catalog,
            Users users,
            Preferences preferences,
            Transports transports,
            SingleLetters singleLetters) {
        this.pages = pages;
        this.catalog = catalog;
        this.users = users;
        this.preferences = preferences;
        this.transports = transports;
        this.singleLetters = singleLetters;
    }

    @GetMapping(path = "/preview", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String preview(
            PageContext context,
            @RequestParam String digest,
            @RequestParam String id,
            @RequestParam(required = false) @Nullable String part) {
        Digest chosen = catalog.require(digest);
        LetterPart shownPart = LetterPart.of(part);
        PreviewView page = switch (singleLetters.preview(chosen, id)) {
            case Preview.RenderedPreview ready ->
                new PreviewView(chosen, id, shownPart, SanitizedLetter.of(ready.message()), null);
            case Preview.NoPreview none ->
                new PreviewView(chosen, id, shownPart, null, ConsoleText.reason(none.reason()));
        };
        return pages.render("preview", context, page);
    }

    @GetMapping("/preview/html")
    ResponseEntity<String> html(@RequestParam String digest, @RequestParam String id) {
        return switch (singleLetters.preview(catalog.require(digest), id)) {
            case Preview.RenderedPreview(Message message) -> LetterFrame.of(SanitizedLetter.of(message));
            case Preview.NoPreview none ->
                throw new NotFoundResponse("There is no letter: " + ConsoleText.reason(none.reason()));
        };
    }

    @GetMapping(path = "/test", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToTest(PageContext context, @RequestParam String digest, @RequestParam String id) {
        Digest chosen = catalog.require(digest);
        User user = users.find(id).orElseThrow(() -> new UnknownUser(id));
        String transport = transports.resolve(chosen.transport()).name();
        return pages.render(
                "test-letter", context, new TestLetterView(chosen, user, preferences.optedIn(id, chosen), transport));
    }

    @PostMapping("/test")
    String test(@RequestParam String digest, @RequestParam String id) {
        LetterRow letter = singleLetters.sendTest(catalog.require(digest), id);
        return "redirect:" + ConsoleUrls.letter(Objects.requireNonNull(letter.id()));
    }
}
