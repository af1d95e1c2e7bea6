package dev.tidings.render;

/**
 * The links of a letter that are valid for its reader only, in ASCII. They are the same at every rendering of the
 * letter.
 */
public interface LetterLinks {

    /** Links of the same form that change nothing. */
    LetterLinks forPreviews();

    /** Unsubscribes the reader from the digest: as a link in the letter, or as one-click POST (RFC 8058). */
    String unsubscribe(String digest, String userId);

    /** The page on which the reader chooses digests. */
    String preferences(String digest, String userId);

    /** A tracking pixel, which records an open of the letter. */
    String pixel(Letter letter);

    /**
     * Redirects to {@code to} and records the click.
     *
     * @param to an {@linkplain WebUrl address that letters may link to}
     */
    String button(Letter letter, String to);

    /** As {@link #button}, for the item with this id. */
    String item(Letter letter, String itemId, String to);

    /** As {@link #button}, but hidden from readers: only programs follow it. */
    String trap(Letter letter, String to);

    /** Records that the reader wants more items like this one. */
    String more(Letter letter, String itemId);

    /** Records that the item is not for the reader. */
    String less(Letter letter, String itemId);
}
