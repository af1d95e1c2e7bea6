package dev.tidings.feedback;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.Preferences.How;
import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.Bearer;
import dev.tidings.audience.UnsubscribeTokens.Purpose;
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
 * What readers answer by the links in their letters. A link speaks for one reader; whether that reader is known here
 * makes no difference to the answer.
 */
@Component
public class ReaderAnswers {
    private static final Logger log = LoggerFactory.getLogger(ReaderAnswers.class);

    private final UnsubscribeTokens tokens;
    private final DigestCatalog digests;
    private final Preferences preferences;
    private final Users users;

    ReaderAnswers(UnsubscribeTokens tokens, DigestCatalog digests, Preferences preferences, Users users) {
        this.tokens = tokens;
        this.digests = digests;
        this.preferences = preferences;
        this.users = users;
    }

    /** The reader and digest a link speaks of; empty if the link is no such link, or the digest is no more. */
    public Optional<Link> read(Purpose purpose, String token) {
        return tokens.read(purpose, token)
                .flatMap(bearer -> digests.find(bearer.digest()).map(digest -> new Link(bearer.userId(), digest)));
    }

    /** @return the token that takes it back */
    public String leave(Link link, How how) {
        choose(link, false, how);
        return tokens.issue(
                Purpose.UNDO, new Bearer(link.userId(), link.digest().name()));
    }

    public void comeBack(Link link) {
        choose(link, true, How.UNDO);
    }

    /** Every digest with whether the reader gets it; empty if the reader is not known. */
    public Optional<Map<Digest, Boolean>> choices(Link link) {
        return users.find(link.userId()).map(user -> {
            Map<Digest, Boolean> choices = new LinkedHashMap<>();
            digests.all().forEach(digest -> choices.put(digest, preferences.optedIn(user.id(), digest)));
            return choices;
        });
    }

    /** @param wanted the names of the digests to get; every other one is left */
    public void choose(Link link, Set<String> wanted) {
        digests.all()
                .forEach(digest ->
                        choose(new Link(link.userId(), digest), wanted.contains(digest.name()), How.PREFERENCES));
    }

    private void choose(Link link, boolean optIn, How how) {
        if (preferences.choose(link.userId(), link.digest(), optIn, how)) {
            log.info(
                    "user {} {} {}",
                    link.userId(),
                    optIn ? "joined" : "left",
                    link.digest().name());
        }
    }

    /** Whom a link in a letter speaks for, and the digest whose letter it was. */
    public record Link(String userId, Digest digest) {}
}
