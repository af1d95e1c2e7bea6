package dev.tidings.edition;

import dev.tidings.core.Message;
import dev.tidings.digest.Digest;

/** One user's letter outside of any edition: as a preview, or sent as a test. */
public class SingleLetters {
    /** A user's letter as it would be now; nothing is stored or sent. */
    public sealed interface Preview {
        record Ready(Message message) implements Preview {}

        /** @param reason why there is no letter: NO_CONTENT or what was wrong */
        record None(String reason) implements Preview {}
    }

    /** @throws UnknownUser if there is no such user */
    public Preview preview(Digest digest, String userId) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Sends a test letter now, whatever the user's opt-in, and records it in the ledger as kind {@code test}.
     *
     * @throws UnknownUser if there is no such user
     */
    public LetterRow sendTest(Digest digest, String userId) {
        throw new UnsupportedOperationException("being written");
    }
}
