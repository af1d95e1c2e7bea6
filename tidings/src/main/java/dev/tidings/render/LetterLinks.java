package dev.tidings.render;

/**
 * The addresses in a letter that are good for its reader alone, in ASCII. The same letter has the same ones at every
 * rendering.
 */
public interface LetterLinks {

    /** Opts the reader out of the digest: followed from the letter, or posted to as one-click (RFC 8058). */
    String unsubscribe(String digest, String userId);

    /** Where the reader chooses which digests to get. */
    String preferences(String digest, String userId);

    /** A picture of one pixel that tells when the letter is looked at. */
    String pixel(Letter letter);

    /**
     * Leads where {@code to} says, and tells that it was followed.
     *
     * @param to an {@linkplain WebUrl address that letters may lead to}
     */
    String button(Letter letter, String to);

    /** As {@link #button}, for the item with this id. */
    String item(Letter letter, String itemId, String to);

    /** As {@link #button}, but where no reader sees it: only programs follow it. */
    String trap(Letter letter, String to);

    /** Says that the reader wants more like the item with this id. */
    String more(Letter letter, String itemId);

    /** Says that the item with this id is not for the reader. */
    String less(Letter letter, String itemId);
}
