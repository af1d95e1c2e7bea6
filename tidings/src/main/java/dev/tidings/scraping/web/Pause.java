package dev.tidings.scraping.web;

import java.time.Duration;

/** Waiting, as tests do without. */
@FunctionalInterface
public interface Pause {
    /** Of the thread that calls. */
    Pause OF_THREAD = Thread::sleep;

    void rest(Duration duration) throws InterruptedException;
}
