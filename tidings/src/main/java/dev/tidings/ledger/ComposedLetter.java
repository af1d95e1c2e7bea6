package dev.tidings.ledger;

import dev.tidings.core.SkipReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of composing for one user: a letter, or the reason why there is none. */
public sealed interface ComposedLetter {
    String userId();

    /** The user's {@code recipient_version} at composing. */
    int recipientVersion();

    /**
     * A letter to send.
     *
     * @param content the letter's frozen content and recipient
     */
    record NewLetter(long id, String userId, String content, int itemCount, int recipientVersion)
            implements ComposedLetter {
        public Delivery delivery(String digest, String templateVersion, Instant composedAt) {
            return new Delivery(
                    id, digest, userId, content, templateVersion, recipientVersion, 0, composedAt, null, null, false);
        }
    }

    /** No letter: either skipped with a reason or failed with an error. The other one is null. */
    record NoLetter(
            String userId,
            int recipientVersion,
            @Nullable String skipReason,
            @Nullable String error) implements ComposedLetter {
        public static NoLetter skipped(String userId, int recipientVersion, SkipReason reason) {
            return new NoLetter(userId, recipientVersion, reason.name(), null);
        }

        public static NoLetter failed(String userId, int recipientVersion, String error) {
            return new NoLetter(userId, recipientVersion, null, error);
        }
    }
}
