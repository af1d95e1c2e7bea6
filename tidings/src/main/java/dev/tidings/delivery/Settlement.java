package dev.tidings.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one owed letter ends.
 *
 * @param error why it was not sent, or null if it was
 * @param unknown whether it may have arrived all the same
 * @param addressIsDead whether its address should never be mailed again
 * @param at when that was learned
 */
public record Settlement(
        long id,
        @Nullable String error,
        boolean unknown,
        boolean addressIsDead,
        @Nullable String providerId,
        @Nullable String remark,
        Instant at) {

    public static Settlement sent(long id, @Nullable String providerId, @Nullable String remark, Instant at) {
        return new Settlement(id, null, false, false, providerId, remark, at);
    }

    public static Settlement error(long id, String error, boolean addressIsDead, Instant at) {
        return new Settlement(id, error, false, addressIsDead, null, null, at);
    }

    public static Settlement unknown(long id, String reason, Instant at) {
        return new Settlement(id, "outcome unknown: " + reason, true, false, null, null, at);
    }

    public boolean sent() {
        return error == null;
    }
}
