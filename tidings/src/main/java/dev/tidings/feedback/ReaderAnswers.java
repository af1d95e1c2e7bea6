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
 * What readers answer by the links in their letters. Whether a link's reader is known here makes no difference to what
 * they are told; a link works for as long as its letter lies in somebody's mailbox, also when its digest is no more.
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

    /** Whom the link speaks for; empty if it is none, or one for something else. */
    public Optional<Bearer> read(Purpose purpose, String token) {
        return tokens.read(purpose, token);
    }

    /** @return the token that takes it back */
    public String leave(Bearer reader, How how) {
        choose(reader, false, how);
        return tokens.issue(Purpose.UNDO, reader);
    }

    public void comeBack(Bearer reader) {
        choose(reader, true, How.UNDO);
    }

    /** Every digest with whether the reader gets it; empty if the reader is not known. */
    public Optional<Map<Digest, Boolean>> choices(Bearer reader) {
        return users.find(reader.userId()).map(user -> {
            Map<Digest, Boolean> choices = new LinkedHashMap<>();
            digests.all().forEach(digest -> choices.put(digest, preferences.optedIn(user.id(), digest)));
            return choices;
        });
    }

    /** @param wanted the names of the digests to get; every other one is left */
    public void choose(Bearer reader, Set<String> wanted) {
        for (Digest digest : digests.all()) {
            choose(new Bearer(reader.userId(), digest.name()), wanted.contains(digest.name()), How.PREFERENCES);
        }
    }

    private void choose(Bearer reader, boolean optIn, How how) {
        if (preferences.choose(reader.userId(), reader.digest(), optIn, how)) {
            log.info("a reader {} {} by {}", optIn ? "joined" : "left", reader.digest(), how);
        }
    }
}
