package dev.tidings.api;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.Alert.AlertDeliveryStatus;
import dev.tidings.health.CheckState;
import dev.tidings.health.HealthReport;
import dev.tidings.health.Measure;
import dev.tidings.health.Repair;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system's health in API responses. */
@Schema(name = "Maintenance")
record MaintenanceResponse(
        @Schema(description = "the worst of all checks: ok, unknown, warning or critical", example = "ok")
        String state,

        @Schema(description = "the worst first") List<CheckResponse> checks,

        @Schema(description = "the newest first") List<OpenAlert> openAlerts,

        @Schema(description = "the newest first") List<RecentRepair> recentRepairs) {

    record CheckResponse(
            @Schema(example = "nothing-sent") String check,

            @Schema(description = "the digest, source or table", example = "living-lytics") @Nullable
            String subject,

            @Schema(description = "the checked node; null if every node would find the same") @Nullable
            String node,

            @Schema(example = "ok") String state,

            @Schema(description = "the finding and, unless it is ok, what to do")
            String message,

            @Nullable Double value,

            @Schema(description = "the limit reached, or the next one") @Nullable
            Double threshold,

            @Schema(example = "s") @Nullable String unit,

            @Schema(description = "when it became ok or ceased to be ok")
            Instant since,

            @Schema(description = "when its state changed last")
            Instant lastChange,

            Instant lastChecked) {

        static CheckResponse of(CheckState check) {
            Measure measure = check.measure();
            return new CheckResponse(
                    check.name(),
                    emptyToNull(check.subject()),
                    emptyToNull(check.node()),
                    check.state().code(),
                    check.message(),
                    measure == null ? null : measure.value(),
                    measure == null ? null : measure.threshold(),
                    measure == null ? null : measure.unit(),
                    check.since(),
                    check.changedAt(),
                    check.checkedAt());
        }
    }

    record OpenAlert(
            @Schema(example = "12") long id,
            @Schema(example = "nothing-sent") String check,
            @Nullable String subject,
            @Nullable String node,
            @Schema(example = "critical") String state,
            @Schema(example = "ok") String previous,
            String message,
            Instant raisedAt,
            @Nullable Instant acknowledgedAt,
            List<AlertNotification> told) {

        static OpenAlert of(Alert alert) {
            return new OpenAlert(
                    alert.id(),
                    alert.name(),
                    emptyToNull(alert.subject()),
                    emptyToNull(alert.node()),
                    alert.state().code(),
                    alert.previous().code(),
                    alert.message(),
                    alert.raisedAt(),
                    alert.acknowledgedAt(),
                    alert.deliveries().stream().map(AlertNotification::of).toList());
        }
    }

    @Schema(description = "One delivery of an alert")
    record AlertNotification(
            @Schema(description = "1, and one more with each reminder")
            int round,

            @Schema(description = "mail or webhook", example = "mail")
            String channel,

            @Schema(description = "a mail address, or the webhook's host", example = "ops@example.com")
            String target,

            int attempts,

            @Schema(description = "sent, failed or unknown; null while it is pending") @Nullable
            String outcome,

            @Schema(description = "the receiver's last response") @Nullable
            String detail,

            @Schema(description = "time of the next attempt; null if there is none") @Nullable
            Instant nextAttemptAt,

            @Nullable Instant settledAt) {

        static AlertNotification of(AlertDeliveryStatus delivery) {
            return new AlertNotification(
                    delivery.round(),
                    EditionResponse.lowerCase(delivery.channel()),
                    delivery.target(),
                    delivery.attempt(),
                    delivery.outcome() == null ? null : EditionResponse.lowerCase(delivery.outcome()),
                    delivery.detail(),
                    delivery.outcome() == null ? delivery.nextAttemptAt() : null,
                    delivery.settledAt());
        }
    }

    record RecentRepair(
            long id,

            @Schema(description = "rescue, prune or vacuum", example = "prune")
            String action,

            @Schema(example = "feedback") String subject,

            @Schema(description = "done or failed", example = "done")
            String outcome,

            @Schema(description = "how many rows or tasks") long amount,
            String message,
            String node,
            Instant at) {

        static RecentRepair of(Repair repair) {
            return new RecentRepair(
                    repair.id(),
                    EditionResponse.lowerCase(repair.action()),
                    repair.subject(),
                    repair.done() ? "done" : "failed",
                    repair.amount(),
                    repair.message(),
                    repair.node(),
                    repair.at());
        }
    }

    static MaintenanceResponse of(HealthReport report) {
        return new MaintenanceResponse(
                report.state().code(),
                report.checks().stream().map(CheckResponse::of).toList(),
                report.alerts().stream().map(OpenAlert::of).toList(),
                report.repairs().stream().map(RecentRepair::of).toList());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
