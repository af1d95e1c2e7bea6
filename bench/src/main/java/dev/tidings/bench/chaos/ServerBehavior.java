package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** The delays and the injected responses of a fake server. */
final class ServerBehavior {
    /** The response to one letter or one request. */
    enum InjectedResponse {
        ACCEPT,
        /** SMTP: 451 to the recipient. HTTP: 503. */
        DEFER,
        /** SMTP: 451 to the letter. HTTP: 500 to an executed request. */
        DEFER_AFTER_DATA,
        /** SMTP: 550 5.1.1 to the recipient. HTTP: rejects every third letter of the batch. */
        REJECT,
        /** SMTP: 554 5.6.0 to the letter. HTTP: 422 to the batch as a whole. */
        REJECT_AFTER_DATA,
        /** SMTP: 421 to the recipient. HTTP: 429 with Retry-After 1 s. */
        THROTTLE,
        /** SMTP: 421 to the letter. HTTP: 429 for the exceeded daily quota. */
        THROTTLE_AFTER_DATA
    }

    private final Deque<InjectedResponse> pending = new ArrayDeque<>();
    private Duration latency = Duration.ZERO;
    private boolean stalled;

    synchronized void schedule(InjectedResponse response, int times) {
        pending.addAll(Collections.nCopies(times, response));
    }

    synchronized InjectedResponse poll() {
        InjectedResponse response = pending.poll();
        return response == null ? InjectedResponse.ACCEPT : response;
    }

    synchronized void setLatency(Duration latency) {
        this.latency = latency;
    }

    /** Stalls all requests. */
    synchronized void stall() {
        stalled = true;
    }

    /** Continues the stalled requests. */
    synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    /** Accepts all requests. */
    synchronized void reset() {
        pending.clear();
        resume();
    }

    /** Sleeps for a fraction of the latency, then waits until no stall lasts. */
    void delay(double fraction) throws InterruptedException {
        Duration delay;
        synchronized (this) {
            delay = Duration.ofNanos((long) (fraction * latency.toNanos()));
        }
        Thread.sleep(delay);
        synchronized (this) {
            while (stalled) {
                wait();
            }
        }
    }
}
