package dev.tidings.ledger;

import dev.tidings.transport.SendOutcome.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * The end of one owed letter.
 *
 * @param attempt the attempt that had this outcome; it has an effect only while it is the letter's latest one, unless
 *     the letter was sent
 * @param error why it was not sent, or null if it was
 * @param unknown whether it may have arrived nevertheless
 * @param resendable whether it is unknown and its digest's settings may have it sent again
 * @param addressIsDead whether its address must never be mailed again
 */
public record Settlement(
        long id,
        int attempt,
        @Nullable String error,
        boolean unknown,
        boolean resendable,
        boolean addressIsDead,
        @Nullable String providerId,
        @Nullable String remark) {

    public static Settlement sent(long id, int attempt, @Nullable String providerId, @Nullable String remark) {
        return new Settlement(id, attempt, null, false, false, false, providerId, remark);
    }

    public static Settlement error(long id, int attempt, String error, boolean addressIsDead) {
        return new Settlement(id, attempt, error, false, false, addressIsDead, null, null);
    }

    public static Settlement unknown(long id, int attempt, String reason) {
        return unknown(id, attempt, new Unknown(reason));
    }

    static Settlement unknown(long id, int attempt, Unknown outcome) {
        String error = "outcome unknown: " + outcome.reason();
        return new Settlement(id, attempt, error, true, outcome.resendable(), false, null, null);
    }

    public boolean sent() {
        return error == null;
    }
}
