package dev.tidings.content;

/** The result of composing for one recipient. */
public sealed interface ContentResult {

    record ContentAvailable(Facts facts) implements ContentResult {}

    /** There is nothing to show for the period. */
    record NoContent() implements ContentResult {}

    /** @param reason the problem and its place in the data, without names or addresses */
    record ContentFailed(String reason) implements ContentResult {}
}
