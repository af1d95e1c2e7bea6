package dev.tidings.alerting;

import dev.tidings.alerting.Alert.Channel;

/**
 * One attempt to deliver one alert.
 *
 * @param key idempotency key, the same at every attempt and at no other installation; letters, digits and dashes
 * @param target a mail address, or the webhook's host
 * @param round the alert's notification round; the second and later ones are reminders
 * @param lastAttempt whether no further attempt follows
 */
public record AlertDelivery(
        long id, String key, Channel channel, String target, int round, boolean lastAttempt, Alert alert) {

    boolean isReminder() {
        return round > 1;
    }
}
