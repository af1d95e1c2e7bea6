package dev.tidings.content;

import java.util.Collection;
import java.util.Map;

/**
 * What composing came to, for many recipients.
 *
 * @param byUser one composition per recipient, keyed by user id. A recipient whose content cannot be composed has
 *     {@link ContentResult.ContentFailed}; it costs no other recipient's letter.
 */
public record ContentResults(Map<String, ContentResult> byUser, FreezeListener freezeListener) {

    /** Compositions of a source that has nothing to remember. */
    public ContentResults(Map<String, ContentResult> byUser) {
        this(byUser, FreezeListener.NONE);
    }

    /** What the source wants to know when letters are written down; outlives the compositions. */
    @FunctionalInterface
    public interface FreezeListener {
        FreezeListener NONE = userIds -> {};

        /**
         * Remembers what these users' letters say, in the caller's transaction, which freezes the letters of an
         * edition. Tests and previews are not remembered.
         */
        void onFreeze(Collection<String> userIds);
    }
}
