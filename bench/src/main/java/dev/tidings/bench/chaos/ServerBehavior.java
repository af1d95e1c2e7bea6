package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** How a server of the test bed treats the next requests: delays and refusals. */
final class ServerBehavior {
    /** What a server does with one letter or one request. */
    enum InjectedResponse {
        ACCEPT,
        /** SMTP: 451 to the recipient. HTTP: 503. */
        DEFER_EARLY,
        /** SMTP: 451 to the letter. HTTP: carried out, and answered with 500. */
        DEFER_LATE,
        /** SMTP: 550 5.1.1 to the recipient. HTTP: every third letter of the batch. */
        REJECT_EARLY,
        /** SMTP: 554 5.6.0 to the letter. HTTP: 422 to the batch as a whole. */
        REJECT_LATE,
        /** SMTP: 421 to the recipient. HTTP: 429, come back in a second. */
        THROTTLE_EARLY,
        /** SMTP: 421 to the letter. HTTP: 429, the day's quota is used up. */
        THROTTLE_LATE
    }

    private final Deque<InjectedResponse> pending = new ArrayDeque<>();
    private Duration latency = Duration.ZERO;
    private boolean stalled;

    synchronized void schedule(InjectedResponse whim, int times) {
        pending.addAll(Collections.nCopies(times, whim));
    }

    synchronized InjectedResponse poll() {
        InjectedResponse whim = pending.poll();
        return whim == null ? InjectedResponse.ACCEPT : whim;
    }

    synchronized void setLatency(Duration each) {
        latency = each;
    }

    /** Answers nobody until it is calm again. */
    synchronized void stall() {
        stalled = true;
    }

    /** Lets go what was stuck. */
    synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    /** Takes all that comes. */
    synchronized void reset() {
        pending.clear();
        resume();
    }

    /** Lets the time pass that one letter or request takes, or a part of it. */
    void delay(double part) throws InterruptedException {
        Duration each;
        synchronized (this) {
            each = Duration.ofNanos((long) (part * latency.toNanos()));
        }
        Thread.sleep(each);
        synchronized (this) {
            while (stalled) {
                wait();
            }
        }
    }
}
