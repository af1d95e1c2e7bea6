package dev.tidings.alerting;

/** The result of one delivery attempt. Details are one line without addresses or secrets. */
public sealed interface AlertResult {
    String detail();

    record Delivered(String detail) implements AlertResult {}

    /** A later attempt may succeed. */
    record Retryable(String detail) implements AlertResult {}

    record Undeliverable(String detail) implements AlertResult {}

    /** It was handed over, and no answer arrived. */
    record Unconfirmed(String detail) implements AlertResult {}
}
