package dev.tidings.console;

import dev.tidings.audience.ConsentRecord;
import dev.tidings.audience.User;
import dev.tidings.digest.Digest;
import dev.tidings.ledger.LetterRow;
import java.util.List;

/**
 * One user: who they are, what they want, what they got.
 *
 * @param suppressed whether the address is never to be mailed
 * @param subscriptions every digest, and whether the user wants it
 * @param answers what the user said, the newest first
 */
public record UserView(
        User user,
        boolean suppressed,
        List<DigestSubscription> subscriptions,
        List<ConsentRecord> answers,
        List<LetterRow> letters) {

    public record DigestSubscription(Digest digest, boolean optedIn) {
        public boolean recommends() {
            return PageRenderer.recommends(digest);
        }
    }
}
