package dev.tidings.scraping.web;

import java.time.Duration;

/** Sleeps between requests; replaced in tests. */
@FunctionalInterface
public interface RequestSleeper {
    /** Sleeps the calling thread. */
    RequestSleeper OF_THREAD = Thread::sleep;

    void sleep(Duration duration) throws InterruptedException;
}
