package dev.tidings.transport.resend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Resend's answer to one request means for everything that was in it. */
sealed interface ResendResult {

    /** It was taken on; the body tells the ids. */
    record RequestAccepted(JsonNode body) implements ResendResult {}

    /** It went out before, under the same key. */
    record AlreadySent(String remark) implements ResendResult {}

    /** It was refused for what it is. */
    record RequestRejected(String reason) implements ResendResult {}

    /**
     * It may be tried again.
     *
     * @param certainlyNotAccepted whether it was certainly not taken; if not, only the same request under the same key is safe
     * @param outage whether Resend itself cannot be reached or has broken down
     */
    record RequestDeferred(String reason, @Nullable Duration retryAfter, boolean certainlyNotAccepted, boolean outage)
            implements ResendResult {
        RequestDeferred(String reason, @Nullable Duration retryAfter, boolean certainlyNotAccepted) {
            this(reason, retryAfter, certainlyNotAccepted, false);
        }
    }

    /** Nothing will be taken until an operator acts. */
    record RequestBlocked(String reason) implements ResendResult {}
}
