package dev.tidings.scraping.web;

import java.time.Duration;

/** Waiting, as tests do without. */
@FunctionalInterface
public interface RequestSleeper {
    /** Of the thread that calls. */
    RequestSleeper OF_THREAD = Thread::sleep;

    void sleep(Duration duration) throws InterruptedException;
}
