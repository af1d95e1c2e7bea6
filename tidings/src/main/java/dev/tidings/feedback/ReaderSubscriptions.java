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
 * What readers answer by the links in their letters. Whether a link's reader is known here makes no difference to what
 * they are told; a link works for as long as its letter lies in somebody's mailbox, also when its digest is no more.
 */
@Component
public class ReaderSubscriptions {
    private static final Logger log = LoggerFactory.getLogger(ReaderSubscriptions.class);

    private final UnsubscribeTokens tokens;
    private final DigestCatalog digests;
    private final Preferences preferences;
    private final Users users;

    ReaderSubscriptions(UnsubscribeTokens tokens, DigestCatalog digests, Preferences preferences, Users users) {
        this.tokens = tokens;
        this.digests = digests;
        this.preferences = preferences;
        this.users = users;
    }

    /** Whom the link speaks for; empty if it is none, or one for something else. */
    public Optional<LinkBearer> verify(LinkPurpose purpose, String token) {
        return tokens.verify(purpose, token);
    }

    /** @return the token that takes it back */
    public String unsubscribe(LinkBearer reader, ConsentSource how) {
        update(reader, false, how);
        return tokens.issue(LinkPurpose.UNDO, reader);
    }

    public void resubscribe(LinkBearer reader) {
        update(reader, true, ConsentSource.UNDO);
    }

    /** Every digest with whether the reader gets it; empty if the reader is not known. */
    public Optional<Map<Digest, Boolean>> subscriptions(LinkBearer reader) {
        return users.find(reader.userId()).map(user -> {
            Map<Digest, Boolean> choices = new LinkedHashMap<>();
            digests.all().forEach(digest -> choices.put(digest, preferences.optedIn(user.id(), digest)));
            return choices;
        });
    }

    /** @param wanted the names of the digests to get; every other one is left */
    public void update(LinkBearer reader, Set<String> wanted) {
        for (Digest digest : digests.all()) {
            update(
                    new LinkBearer(reader.userId(), digest.name()),
                    wanted.contains(digest.name()),
                    ConsentSource.PREFERENCES);
        }
    }

    private void update(LinkBearer reader, boolean optIn, ConsentSource how) {
        if (preferences.setOptIn(reader.userId(), reader.digest(), optIn, how)) {
            log.info("a reader {} {} by {}", optIn ? "joined" : "left", reader.digest(), how);
        }
    }
}
