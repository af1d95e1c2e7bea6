package dev.tidings.delivery.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Resend's answer to one request means for everything that was in it. */
sealed interface Ruling {

    /** It was taken on; the body tells the ids. */
    record Taken(JsonNode body) implements Ruling {}

    /** It went out before, under the same key. */
    record SentBefore(String remark) implements Ruling {}

    /** It was refused for what it is. */
    record Refused(String reason) implements Ruling {}

    /**
     * It may be tried again.
     *
     * @param sure whether it was certainly not taken; if not, only the same request under the same key is safe
     * @param trouble whether Resend itself cannot be reached or has broken down
     */
    record PutOff(String reason, @Nullable Duration retryAfter, boolean sure, boolean trouble) implements Ruling {
        PutOff(String reason, @Nullable Duration retryAfter, boolean sure) {
            this(reason, retryAfter, sure, false);
        }
    }

    /** Nothing will be taken until an operator acts. */
    record Stopped(String reason) implements Ruling {}
}
