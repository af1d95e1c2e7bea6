package dev.tidings.delivery.transport;

import dev.tidings.delivery.Transport.Condition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the answers to one batch's requests say of the pace that Resend wants. Used by one thread. */
final class Heard {
    private @Nullable Double allowed;
    private @Nullable Duration pause;

    void allowed(double rate) {
        allowed = rate;
    }

    void pause(Duration asked) {
        pause = pause == null || asked.compareTo(pause) > 0 ? asked : pause;
    }

    Condition condition(@Nullable String trouble) {
        return new Condition(allowed, pause, trouble);
    }
}
