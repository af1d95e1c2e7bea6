package dev.tidings.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one message at one attempt. Reasons are one line of at most 400 characters, free of addresses. */
public sealed interface SendOutcome {

    /**
     * The other side took responsibility for it.
     *
     * @param providerId its id over there, if it gave one
     * @param remark what an operator should know about how that was learned, or null
     */
    record Accepted(@Nullable String providerId, @Nullable String remark) implements SendOutcome {}

    /**
     * It was certainly not taken, unless the whole batch must go out again {@linkplain Transport.RetryMode#SAME_BATCH together}, and
     * may be at another time.
     *
     * @param retryAfter how long the other side asked to wait, or null
     */
    record Deferred(String reason, @Nullable Duration retryAfter) implements SendOutcome {}

    /**
     * It was refused for good.
     *
     * @param addressIsDead whether the refusal says that the mailbox does not exist (RFC 3463 5.1.1, 5.2.1 and kin)
     */
    record Rejected(String reason, boolean addressIsDead) implements SendOutcome {}

    /** It was handed over and the answer was lost: it may or may not arrive. */
    record Unknown(String reason) implements SendOutcome {}
}
