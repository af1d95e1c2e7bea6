package dev.tidings.content;

import java.util.Collection;
import java.util.Map;

/** What composing came to, for many recipients. */
public interface Compositions {

    /**
     * One composition per recipient, keyed by user id. A recipient whose content cannot be composed has
     * {@link Composition.Failed}; it costs no other recipient's letter.
     */
    Map<String, Composition> byUser();

    /**
     * Remembers what these users' letters say, in the caller's transaction, which freezes the letters of an edition. Tests
     * and previews are not remembered.
     */
    void remember(Collection<String> userIds);

    /** Compositions of a source that has nothing to remember. */
    static Compositions of(Map<String, Composition> byUser) {
        return new Compositions() {
            @Override
            public Map<String, Composition> byUser() {
                return byUser;
            }

            @Override
            public void remember(Collection<String> userIds) {}
        };
    }
}
