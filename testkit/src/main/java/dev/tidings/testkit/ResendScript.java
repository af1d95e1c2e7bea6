package dev.tidings.testkit;

/** Directs a {@link ResendServer}. */
public interface ResendScript {
    /** Called for each request, before the lookup of its key. */
    ResendAction next(RecordedRequest request);

    /** Delays the processing of a request. Its key is in progress during the delay. */
    default void delay(RecordedRequest request) throws InterruptedException {}
}
