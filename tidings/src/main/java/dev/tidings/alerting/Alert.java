package dev.tidings.alerting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a check's state that is announced.
 *
 * @param round 1, and one more with each reminder
 * @param acknowledgedAt when an operator acknowledged it, which ends its reminders; null before
 * @param closedAt when a later change replaced it or its subject was removed; immediately for a recovery
 * @param deliveries its deliveries, oldest first
 */
public record Alert(
        long id,
        String name,
        String subject,
        String node,
        Severity previous,
        Severity state,
        String message,
        Instant raisedAt,
        int round,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant closedAt,
        List<AlertDeliveryStatus> deliveries) {

    public enum Channel {
        MAIL,
        WEBHOOK
    }

    /** The state of a delivery. */
    public enum DeliveryOutcome {
        SENT,
        FAILED,
        /** It was handed over, and no answer arrived. */
        UNKNOWN
    }

    /**
     * One delivery to one recipient.
     *
     * @param target a mail address, or the webhook's host
     * @param nextAttemptAt when it is tried next; meaningless once it is settled
     * @param outcome null while it is pending
     * @param detail the receiver's last response, or null
     */
    public record AlertDeliveryStatus(
            int round,
            Channel channel,
            String target,
            int attempt,
            Instant nextAttemptAt,
            @Nullable DeliveryOutcome outcome,
            @Nullable String detail,
            @Nullable Instant settledAt) {}

    Alert withDeliveries(List<AlertDeliveryStatus> deliveries) {
        return new Alert(
                id,
                name,
                subject,
                node,
                previous,
                state,
                message,
                raisedAt,
                round,
                acknowledgedAt,
                closedAt,
                deliveries);
    }
}
