package dev.tidings.render;

import java.net.URI;

/** The addresses in a letter that are good for its reader alone. */
public interface LetterLinks {

    /** Opts the reader out of the digest: followed from the letter, or posted to as one-click (RFC 8058). */
    URI unsubscribe(String digest, String userId);

    /** Where the reader chooses which digests to get. */
    URI preferences(String digest, String userId);
}
