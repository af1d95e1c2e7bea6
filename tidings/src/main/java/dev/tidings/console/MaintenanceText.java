package dev.tidings.console;

import dev.tidings.alerting.Alert.AlertDeliveryStatus;
import dev.tidings.alerting.Alert.Channel;
import dev.tidings.health.Measure;

/** Texts of the console for checks, alerts and jobs. */
public final class MaintenanceText {
    private MaintenanceText() {}

    /** {@code 0.012 s, limit 0.5 s}. */
    public static String measure(Measure measure) {
        return ConsoleText.decimal(measure.value()) + "\u00a0" + measure.unit() + ", limit "
                + ConsoleText.decimal(measure.threshold()) + "\u00a0" + measure.unit();
    }

    /** Describes an alert delivery: its recipient and result. */
    public static String deliveryText(AlertDeliveryStatus delivery) {
        String recipient = (delivery.channel() == Channel.MAIL ? "mail to " : "webhook of ") + delivery.target();
        return switch (delivery.outcome()) {
            case SENT -> recipient + ": sent";
            case FAILED -> recipient + ": failed";
            case UNKNOWN -> recipient + ": outcome unknown";
            case null -> recipient + ": pending";
        };
    }

    /** Describes a job. */
    public static String job(String id) {
        return switch (id) {
            case "scrape" -> "Runs every source that is due.";
            case "learn" ->
                "Trains the bot on readers’ feedback. The new version goes live if its predictions are no worse.";
            case "maintain" ->
                "Runs the checks, queues abandoned work again, sends due alerts. This happens every"
                        + " minute anyway.";
            case "prune" ->
                "Deletes for good what is older than the configured retention. This happens every night" + " anyway.";
            case "rescue-single-letters" ->
                "Finishes single letters whose node died. This happens every five minutes anyway.";
            default -> "Runs now as it would on schedule.";
        };
    }
}
