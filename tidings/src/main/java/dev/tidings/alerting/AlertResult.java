package dev.tidings.alerting;

/** What became of one attempt to tell an alert; details are one line, free of addresses and secrets. */
public sealed interface AlertResult {
    String detail();

    record Delivered(String detail) implements AlertResult {}

    /** It may be taken at another time. */
    record Retryable(String detail) implements AlertResult {}

    record Undeliverable(String detail) implements AlertResult {}

    /** It was handed over, and the answer was lost. */
    record Unconfirmed(String detail) implements AlertResult {}
}
