package dev.tidings.transport.resend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The meaning of Resend's answer for all letters of one request. */
sealed interface ResendResult {

    /** The request was accepted; the body contains the ids. */
    record RequestAccepted(JsonNode body) implements ResendResult {}

    /** An earlier request under the same key had other contents. Nothing tells what became of its letters. */
    record KeyConflict(String reason) implements ResendResult {}

    /** The request was refused because of its content. */
    record RequestRejected(String reason) implements ResendResult {}

    /**
     * The request may be tried again.
     *
     * @param certainlyNotAccepted whether it was certainly not accepted; if false, only the same request under the
     *     same key is safe
     * @param outage whether Resend itself is unreachable or broken
     */
    record RequestDeferred(String reason, @Nullable Duration retryAfter, boolean certainlyNotAccepted, boolean outage)
            implements ResendResult {
        RequestDeferred(String reason, @Nullable Duration retryAfter, boolean certainlyNotAccepted) {
            this(reason, retryAfter, certainlyNotAccepted, false);
        }
    }

    /** Resend accepts nothing until an operator acts. */
    record RequestBlocked(String reason) implements ResendResult {}
}
