package dev.tidings.console;

import dev.tidings.audience.ConsentRecord;
import dev.tidings.audience.User;
import dev.tidings.digest.Digest;
import dev.tidings.ledger.LetterRow;
import java.util.List;

/**
 * One user: identity, subscriptions and letters.
 *
 * @param suppressed whether the address must never be mailed
 * @param subscriptions every digest, and whether the user is subscribed
 * @param consents the user's consent records, the newest first
 */
public record UserView(
        User user,
        boolean suppressed,
        List<DigestSubscription> subscriptions,
        List<ConsentRecord> consents,
        List<LetterRow> letters) {

    public record DigestSubscription(Digest digest, boolean optedIn) {
        public boolean recommends() {
            return PageRenderer.recommends(digest);
        }
    }
}
