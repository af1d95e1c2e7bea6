package dev.tidings.content;

import java.util.Collection;
import java.util.Map;

/**
 * The results of composing for many recipients.
 *
 * @param byUser one result per recipient, by user id. A failure for one recipient does not affect the others.
 */
public record ContentResults(Map<String, ContentResult> byUser, FreezeListener freezeListener) {

    /** Results of a source that does not need to know which letters are stored. */
    public ContentResults(Map<String, ContentResult> byUser) {
        this(byUser, FreezeListener.NONE);
    }

    /** Tells the source which letters are stored. Holds no other results. */
    @FunctionalInterface
    public interface FreezeListener {
        FreezeListener NONE = userIds -> {};

        /**
         * Records the content of these users' letters. Runs in the transaction that stores an edition's letters; not
         * called for test letters and previews.
         */
        void onFreeze(Collection<String> userIds);
    }
}
