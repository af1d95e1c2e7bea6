package dev.tidings.testkit;

/** Directs a {@link ResendServer}. */
public interface ResendScript {
    /** Called for each request, before the memory of keys is asked. */
    ResendAction next(RecordedRequest request);

    /** Takes the time that the processing of a request takes. Meanwhile its key is in progress. */
    default void delay(RecordedRequest request) throws InterruptedException {}
}
