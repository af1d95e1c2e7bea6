package dev.tidings.health;

import dev.tidings.alerting.AlertCondition;
import dev.tidings.alerting.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check found last.
 *
 * @param subject the digest, source or table it is about; empty where the check has but one
 * @param node whose heap, disk or clock it is about; empty where every node would find the same
 * @param measure null where nothing is measured
 * @param since when it became, or ceased to be, well
 * @param changedAt when its state changed last
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
