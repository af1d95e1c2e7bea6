package dev.tidings.console;

import dev.tidings.alerting.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts, the newest first.
 *
 * @param before the page begins after this alert, or null on the first
 * @param next the address of the next page, or null on the last
 */
public record AlertList(
        List<Alert> alerts, @Nullable Long before, @Nullable String next) {}
