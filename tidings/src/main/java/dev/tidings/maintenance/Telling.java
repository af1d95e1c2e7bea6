package dev.tidings.maintenance;

import dev.tidings.maintenance.Alert.Channel;

/**
 * One attempt to tell one alert.
 *
 * @param target a mail address, or the webhook's host
 * @param round which round of the alert it belongs to; the second and later ones remind
 * @param last whether no further attempt follows
 */
record Telling(long id, Channel channel, String target, int round, boolean last, Alert alert) {

    /** The same at every attempt, so that a receiver can tell a repetition. */
    String key() {
        return "alert-" + alert.id() + "-" + round;
    }

    boolean reminds() {
        return round > 1;
    }
}
