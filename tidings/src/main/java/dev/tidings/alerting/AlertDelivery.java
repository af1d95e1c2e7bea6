package dev.tidings.alerting;

import dev.tidings.alerting.Alert.Channel;

/**
 * One attempt to tell one alert.
 *
 * @param key the same at every attempt, so that a receiver can tell a repetition; letters, digits and dashes
 * @param target a mail address, or the webhook's host
 * @param round which round of the alert it belongs to; the second and later ones remind
 * @param lastAttempt whether no further attempt follows
 */
public record AlertDelivery(
        long id, String key, Channel channel, String target, int round, boolean lastAttempt, Alert alert) {

    boolean isReminder() {
        return round > 1;
    }
}
