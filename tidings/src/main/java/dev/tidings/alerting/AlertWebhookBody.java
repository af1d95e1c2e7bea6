package dev.tidings.alerting;

import java.time.Instant;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON body of an alert webhook.
 *
 * @param type {@code tidings.health.} and the state
 * @param timestamp when the change was detected
 */
record AlertWebhookBody(String type, Instant timestamp, AlertData data) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * @param round 1, and one more with each reminder
     * @param subject the digest, source or table; empty if the check has only one subject
     * @param node empty if every node would find the same
     */
    record AlertData(
            long alert,
            int round,
            String check,
            String subject,
            String node,
            String state,
            String previous,
            String message) {}

    static byte[] of(AlertDelivery delivery) {
        Alert alert = delivery.alert();
        return JSON.writeValueAsBytes(new AlertWebhookBody(
                "tidings.health." + alert.state().code(),
                alert.raisedAt(),
                new AlertData(
                        alert.id(),
                        delivery.round(),
                        alert.name(),
                        alert.subject(),
                        alert.node(),
                        alert.state().code(),
                        alert.previous().code(),
                        alert.message())));
    }
}
