package dev.tidings.health;

import dev.tidings.alerting.AlertCondition;
import dev.tidings.alerting.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A check's last finding.
 *
 * @param subject the digest, source or table; empty if the check has only one subject
 * @param node the node whose heap, disk or clock was checked; empty if every node would find the same
 * @param measure null if nothing is measured
 * @param since when it became ok or ceased to be ok
 * @param changedAt when its state last changed
 */
public record CheckState(
        String name,
        String subject,
        String node,
        Severity state,
        String message,
        @Nullable Measure measure,
        Instant since,
        Instant changedAt,
        Instant checkedAt) {

    AlertCondition toCondition() {
        return new AlertCondition(name, subject, node, state, message, checkedAt);
    }
}
