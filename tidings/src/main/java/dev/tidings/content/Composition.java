package dev.tidings.content;

/** What composing came to, for one recipient. */
public sealed interface Composition {

    record Ready(Facts facts) implements Composition {}

    /** Nothing to read in this period. */
    record Nothing() implements Composition {}

    /** @param reason what was found and where, without names or addresses */
    record Failed(String reason) implements Composition {}
}
