package dev.tidings.feedback;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.audience.Users;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Changes subscriptions through links in letters. The response is the same for unknown readers. Links do not expire,
 * except the link that undoes an unsubscribe (one day). They work after their digest is removed.
 */
@Component
public class ReaderSubscriptions {
    private static final Logger log = LoggerFactory.getLogger(ReaderSubscriptions.class);

    private final UnsubscribeTokens tokens;
    private final DigestCatalog digests;
    private final Preferences preferences;
    private final Users users;
    private final UnsubscribeRules rules;

    ReaderSubscriptions(
            UnsubscribeTokens tokens,
            DigestCatalog digests,
            Preferences preferences,
            Users users,
            UnsubscribeRules rules) {
        this.tokens = tokens;
        this.digests = digests;
        this.preferences = preferences;
        this.users = users;
        this.rules = rules;
    }

    /** The bearer of the link; empty if the token is invalid or of another purpose. */
    public Optional<LinkBearer> verify(LinkPurpose purpose, String token) {
        return tokens.verify(purpose, token);
    }

    /**
     * Opts out by a visit of the link.
     *
     * @return the token that undoes this; empty if the visitor must be asked first
     */
    public Optional<String> visit(LinkBearer bearer, TrackingRequest request) {
        if (rules.asksFirst(bearer, request)) {
            return Optional.empty();
        }
        boolean changed = update(bearer, false, ConsentSource.LINK);
        rules.optedOutByVisit(bearer, request, changed);
        return Optional.of(tokens.issue(LinkPurpose.UNDO, bearer));
    }

    /**
     * Opts out by the page's button, or one click in a mail program.
     *
     * @return the token that undoes this
     */
    public String unsubscribe(LinkBearer bearer, ConsentSource source) {
        update(bearer, false, source);
        rules.confirmed(bearer);
        return tokens.issue(LinkPurpose.UNDO, bearer);
    }

    public void resubscribe(LinkBearer bearer) {
        update(bearer, true, ConsentSource.UNDO);
    }

    /** All digests with the reader's subscription; empty if the reader is unknown. */
    public Optional<Map<Digest, Boolean>> subscriptions(LinkBearer bearer) {
        return users.find(bearer.userId()).map(user -> {
            Map<Digest, Boolean> subscriptions = new LinkedHashMap<>();
            digests.all().forEach(digest -> subscriptions.put(digest, preferences.optedIn(user.id(), digest)));
            return subscriptions;
        });
    }

    /** @param subscribed names of the digests to subscribe to; the others are unsubscribed */
    public void update(LinkBearer bearer, Set<String> subscribed) {
        for (Digest digest : digests.all()) {
            update(
                    new LinkBearer(bearer.userId(), digest.name()),
                    subscribed.contains(digest.name()),
                    ConsentSource.PREFERENCES);
        }
    }

    private boolean update(LinkBearer bearer, boolean optIn, ConsentSource source) {
        boolean changed = preferences.setOptIn(bearer.userId(), bearer.digest(), optIn, source);
        if (changed) {
            log.info("reader {} {} by {}", optIn ? "subscribed to" : "unsubscribed from", bearer.digest(), source);
        }
        return changed;
    }
}
