package dev.tidings.api;

/** Who may call an endpoint. */
enum Caller {
    /** Whoever holds the admin token. */
    ADMIN,
    /** A user of the product, by the product's own token. */
    USER,
    /** A letter's reader: the token in the link is all they have, and all that counts. */
    READER,
    /** Anyone. */
    PUBLIC;

    /** Whether calls carry an {@code Authorization} header. */
    boolean needsToken() {
        return this == ADMIN || this == USER;
    }

    /** What a caller who signed in is granted. */
    String authority() {
        return name();
    }
}
