package dev.tidings.api;

import dev.tidings.maintenance.Alert;
import dev.tidings.maintenance.Alert.Dispatch;
import dev.tidings.maintenance.CheckState;
import dev.tidings.maintenance.HouseReport;
import dev.tidings.maintenance.Measure;
import dev.tidings.maintenance.Repair;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the house is, as the API tells it. */
@Schema(name = "Maintenance")
record MaintenanceAnswer(
        @Schema(description = "the worst of all checks: ok, unknown, warning or critical", example = "ok")
        String state,

        @Schema(description = "the worst first") List<Check> checks,

        @Schema(description = "those that tell how something is now, the newest first")
        List<OpenAlert> openAlerts,

        @Schema(description = "the newest first") List<RecentRepair> recentRepairs) {

    record Check(
            @Schema(example = "nothing-sent") String check,

            @Schema(description = "the digest, source or table it is about", example = "living-lytics") @Nullable
            String subject,

            @Schema(description = "whose clock, heap or disk it is; null where every node would find the same")
            @Nullable
            String node,

            @Schema(example = "ok") String state,

            @Schema(description = "what was found and, unless all is well, what to do")
            String message,

            @Nullable Double value,

            @Schema(description = "the limit that was reached, or is the next") @Nullable
            Double threshold,

            @Schema(example = "s") @Nullable String unit,

            @Schema(description = "when it became, or ceased to be, well")
            Instant since,

            @Schema(description = "when its state changed last")
            Instant lastChange,

            Instant lastChecked) {

        static Check of(CheckState check) {
            Measure measure = check.measure();
            return new Check(
                    check.name(),
                    given(check.subject()),
                    given(check.node()),
                    check.state().word(),
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
            List<Told> told) {

        static OpenAlert of(Alert alert) {
            return new OpenAlert(
                    alert.id(),
                    alert.name(),
                    given(alert.subject()),
                    given(alert.node()),
                    alert.state().word(),
                    alert.previous().word(),
                    alert.message(),
                    alert.raisedAt(),
                    alert.acknowledgedAt(),
                    alert.dispatches().stream().map(Told::of).toList());
        }
    }

    @Schema(description = "One telling of an alert")
    record Told(
            @Schema(description = "1, and one more with each reminder")
            int round,

            @Schema(description = "mail or webhook", example = "mail")
            String channel,

            @Schema(description = "a mail address, or the webhook's host", example = "ops@example.com")
            String target,

            int attempts,

            @Schema(description = "sent, failed or unknown; null while it is to be tried") @Nullable
            String outcome,

            @Schema(description = "what the other side said last") @Nullable
            String detail,

            @Schema(description = "when it is tried next; null when it is not") @Nullable
            Instant nextAttemptAt,

            @Nullable Instant settledAt) {

        static Told of(Dispatch dispatch) {
            return new Told(
                    dispatch.round(),
                    EditionAnswer.word(dispatch.channel()),
                    dispatch.target(),
                    dispatch.attempt(),
                    dispatch.outcome() == null ? null : EditionAnswer.word(dispatch.outcome()),
                    dispatch.detail(),
                    dispatch.outcome() == null ? dispatch.nextAttemptAt() : null,
                    dispatch.settledAt());
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
                    EditionAnswer.word(repair.action()),
                    repair.subject(),
                    repair.done() ? "done" : "failed",
                    repair.amount(),
                    repair.message(),
                    repair.node(),
                    repair.at());
        }
    }

    static MaintenanceAnswer of(HouseReport report) {
        return new MaintenanceAnswer(
                report.state().word(),
                report.checks().stream().map(Check::of).toList(),
                report.alerts().stream().map(OpenAlert::of).toList(),
                report.repairs().stream().map(RecentRepair::of).toList());
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
