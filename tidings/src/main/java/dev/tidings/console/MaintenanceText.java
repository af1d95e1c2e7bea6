package dev.tidings.console;

import dev.tidings.alerting.Alert.Channel;
import dev.tidings.alerting.Alert.Dispatch;
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
    public static String deliveryText(Dispatch dispatch) {
        String whom = (dispatch.channel() == Channel.MAIL ? "mail to " : "webhook of ") + dispatch.target();
        return switch (dispatch.outcome()) {
            case SENT -> whom + ": told";
            case FAILED -> whom + ": could not be told";
            case UNKNOWN -> whom + ": perhaps told";
            case null -> whom + ": to be told";
        };
    }

    /** Describes a job. */
    public static String job(String id) {
        return switch (id) {
            case "scrape" -> "Visits every source whose time has come. A source that is not due is left alone.";
            case "learn" -> "Lets the bot learn from what readers did; what it learned goes live if it does no worse.";
            case "maintain" ->
                "Runs the checks, takes up work that nobody has in hand, sends the alerts that are due. It does so every"
                        + " minute anyway.";
            case "prune" ->
                "Deletes what is older than the retention of the configuration allows, for good. It does so every night"
                        + " anyway.";
            case "rescue-single-letters" ->
                "Takes up single letters whose node died before they were settled. It does so every five minutes anyway.";
            default -> "Does now what it would do at its next run.";
        };
    }
}
