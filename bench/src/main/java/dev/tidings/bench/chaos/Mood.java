package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** How a server of the rig treats what comes next: how slowly, and what it refuses. */
final class Mood {
    /** What a server does with one letter or one request. */
    enum Whim {
        TAKE,
        /** SMTP: 451 to the recipient. HTTP: 503. */
        NOT_NOW,
        /** SMTP: 451 to the letter. HTTP: carried out, and answered with 500. */
        NOT_NOW_AT_LAST,
        /** SMTP: 550 5.1.1 to the recipient. HTTP: every third letter of the batch. */
        NEVER,
        /** SMTP: 554 5.6.0 to the letter. HTTP: 422 to the batch as a whole. */
        NEVER_AT_LAST,
        /** SMTP: 421 to the recipient. HTTP: 429, come back in a second. */
        BUSY,
        /** SMTP: 421 to the letter. HTTP: 429, the day's quota is used up. */
        BUSY_AT_LAST
    }

    private final Deque<Whim> next = new ArrayDeque<>();
    private Duration latency = Duration.ZERO;
    private boolean stuck;

    synchronized void next(Whim whim, int times) {
        next.addAll(Collections.nCopies(times, whim));
    }

    synchronized Whim poll() {
        Whim whim = next.poll();
        return whim == null ? Whim.TAKE : whim;
    }

    synchronized void slow(Duration each) {
        latency = each;
    }

    /** Answers nobody until it is calm again. */
    synchronized void stick() {
        stuck = true;
    }

    /** Lets go what was stuck. */
    synchronized void release() {
        stuck = false;
        notifyAll();
    }

    /** Takes all that comes. */
    synchronized void calm() {
        next.clear();
        release();
    }

    /** Lets the time pass that one letter or request takes, or a part of it. */
    void dwell(double part) throws InterruptedException {
        Duration each;
        synchronized (this) {
            each = Duration.ofNanos((long) (part * latency.toNanos()));
        }
        Thread.sleep(each);
        synchronized (this) {
            while (stuck) {
                wait();
            }
        }
    }
}
