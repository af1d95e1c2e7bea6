package dev.tidings.maintenance;

import dev.tidings.maintenance.Alert.Channel;

/**
 * One attempt to tell one alert.
 *
 * @param key the same at every attempt, so that a receiver can tell a repetition; letters, digits and dashes
 * @param target a mail address, or the webhook's host
 * @param round which round of the alert it belongs to; the second and later ones remind
 * @param last whether no further attempt follows
 */
record Telling(long id, String key, Channel channel, String target, int round, boolean last, Alert alert) {

    boolean reminds() {
        return round > 1;
    }
}
