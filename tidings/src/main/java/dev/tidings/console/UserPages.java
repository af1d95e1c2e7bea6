package dev.tidings.console;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.Suppressions;
import dev.tidings.audience.UnknownUser;
import dev.tidings.audience.User;
import dev.tidings.audience.Users;
import dev.tidings.console.UserView.DigestSubscription;
import dev.tidings.core.EmailAddress;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.ledger.Letters;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages of users: search by id or exact address, letters and reactions. */
@Controller
@RequestMapping("/console/users")
class UserPages {
    private static final int SAME_ADDRESS = 20;
    private static final int LETTERS = 50;
    private static final int CONSENT_RECORDS = 20;

    private final PageRenderer pages;
    private final DigestCatalog catalog;
    private final Users users;
    private final Preferences preferences;
    private final Suppressions suppressions;
    private final Letters letters;

    UserPages(
            PageRenderer pages,
            DigestCatalog catalog,
            Users users,
            Preferences preferences,
            Suppressions suppressions,
            Letters letters) {
        this.pages = pages;
        this.catalog = catalog;
        this.users = users;
        this.preferences = preferences;
        this.suppressions = suppressions;
        this.letters = letters;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String form(PageContext context) {
        return pages.render("users", context, new UserSearch(false, List.of()));
    }

    /** Searches by the request body: an address must not appear in access logs or browser history. */
    @PostMapping
    ResponseEntity<String> find(PageContext context, @RequestParam String who) {
        String query = who.strip();
        List<User> found = users.find(query).map(List::of).orElseGet(() -> users.findByEmail(query, SAME_ADDRESS));
        if (found.size() == 1) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header("Location", ConsoleUrls.user(found.getFirst().id()))
                    .build();
        }
        return ResponseEntity.status(found.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.OK)
                .contentType(MediaType.TEXT_HTML)
                .body(pages.render("users", context, new UserSearch(found.isEmpty(), found)));
    }

    @GetMapping(path = "/user", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String user(PageContext context, @RequestParam String id) {
        User user = users.find(id).orElseThrow(() -> new UnknownUser(id));
        List<DigestSubscription> subscriptions = catalog.all().stream()
                .map(digest -> new DigestSubscription(digest, preferences.optedIn(id, digest)))
                .toList();
        return pages.render(
                "user",
                context,
                new UserView(
                        user,
                        EmailAddress.isValid(user.email()) && suppressions.contains(new EmailAddress(user.email())),
                        subscriptions,
                        preferences.listConsent(id, CONSENT_RECORDS),
                        letters.ofUser(id, LETTERS)));
    }
}
