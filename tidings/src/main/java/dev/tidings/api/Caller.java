package dev.tidings.api;

/** Who may call an endpoint. */
enum Caller {
    /** The holder of the admin token. */
    ADMIN,
    /** A user of the product, identified by the product's token. */
    USER,
    /** A letter's reader, identified only by the token in the link. */
    READER,
    /** Anyone. */
    PUBLIC;

    /** Whether calls carry an {@code Authorization} header. */
    boolean needsToken() {
        return this == ADMIN || this == USER;
    }

    /** The authority granted to a signed-in caller. */
    String authority() {
        return name();
    }
}
