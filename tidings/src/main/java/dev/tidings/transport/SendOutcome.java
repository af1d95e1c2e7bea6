package dev.tidings.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one attempt at one message. Reasons are one line of at most 400 characters without addresses. */
public sealed interface SendOutcome {

    /**
     * The server accepted the message.
     *
     * @param providerId its id at the provider, or null
     * @param remark how acceptance was learned, for an operator, or null
     */
    record Accepted(@Nullable String providerId, @Nullable String remark) implements SendOutcome {}

    /**
     * The message may be tried again. It was certainly not accepted, unless the whole batch must be repeated
     * {@linkplain Transport.RetryMode#SAME_BATCH together}.
     *
     * @param retryAfter delay that the server asked for, or null; zero if the message was not tried, or is to be tried
     *     again at once
     */
    record Deferred(String reason, @Nullable Duration retryAfter) implements SendOutcome {
        /** The {@link HandOverListener} no longer let the message start. */
        public static final Deferred NOT_STARTED =
                new Deferred("not begun within a second of its intent", Duration.ZERO);
    }

    /**
     * The message was refused permanently, for a reason that concerns it alone.
     *
     * @param addressIsDead whether the refusal says that the mailbox does not exist (RFC 3463 5.1.1, 5.2.1 and
     *     similar)
     */
    record Rejected(String reason, boolean addressIsDead) implements SendOutcome {}

    /**
     * The message was refused permanently, for a reason that may hold for every message: access, reputation, policy,
     * contents. It was certainly not accepted. Who hands messages over decides what it means, with the answers to others.
     *
     * @param deniesAccess whether its words say that the server takes nothing from this client or sender
     */
    record UnclearRefusal(String reason, boolean deniesAccess) implements SendOutcome {
        public UnclearRefusal(String reason) {
            this(reason, false);
        }
    }

    /**
     * The message may or may not arrive, for example because it was handed over and the answer was lost.
     *
     * @param resendable whether a digest's settings may have it sent again. False if the server has said that it knows
     *     the message's key: only an operator decides then
     */
    record Unknown(String reason, boolean resendable) implements SendOutcome {
        public Unknown(String reason) {
            this(reason, true);
        }
    }
}
