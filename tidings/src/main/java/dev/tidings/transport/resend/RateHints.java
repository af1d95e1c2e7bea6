package dev.tidings.transport.resend;

import dev.tidings.transport.Transport.TransportStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rate limits that Resend's answers to one batch report. Used by one thread. */
final class RateHints {
    private @Nullable Double allowed;
    private @Nullable Duration pause;

    void allowed(double rate) {
        allowed = rate;
    }

    void pause(Duration asked) {
        pause = pause == null || asked.compareTo(pause) > 0 ? asked : pause;
    }

    TransportStatus status(@Nullable String failure) {
        return new TransportStatus(allowed, pause, failure);
    }
}
