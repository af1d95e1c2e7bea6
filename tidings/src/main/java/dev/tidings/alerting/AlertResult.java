package dev.tidings.alerting;

/** The result of one delivery attempt. Details are one line without addresses or secrets. */
public sealed interface AlertResult {
    String detail();

    record Delivered(String detail) implements AlertResult {}

    /** It may be taken at another time. */
    record Retryable(String detail) implements AlertResult {}

    record Undeliverable(String detail) implements AlertResult {}

    /** It was handed over, and the answer was lost. */
    record Unconfirmed(String detail) implements AlertResult {}
}
