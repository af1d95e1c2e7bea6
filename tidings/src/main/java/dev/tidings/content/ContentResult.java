package dev.tidings.content;

/** What composing came to, for one recipient. */
public sealed interface ContentResult {

    record ContentAvailable(Facts facts) implements ContentResult {}

    /** Nothing to read in this period. */
    record NoContent() implements ContentResult {}

    /** @param reason what was found and where, without names or addresses */
    record ContentFailed(String reason) implements ContentResult {}
}
