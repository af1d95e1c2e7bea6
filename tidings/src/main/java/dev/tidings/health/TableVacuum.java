package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings;
import dev.tidings.health.HealthQueries.TableBloat;
import dev.tidings.health.Repair.RepairAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Removes dead rows if the settings allow it, at most once a day per table. Otherwise a check shows the command.
 */
@Component
class TableVacuum {
    private static final Duration DAY = Duration.ofDays(1);

    private final HealthQueries server;
    private final PostgresTables tables;
    private final Repairs repairs;
    private final MaintenanceSettings settings;
    private final InstantSource clock;

    TableVacuum(
            HealthQueries server,
            PostgresTables tables,
            Repairs repairs,
            InstallationSettings installation,
            InstantSource clock) {
        this.server = server;
        this.tables = tables;
        this.repairs = repairs;
        this.settings = installation.maintenance();
        this.clock = clock;
    }

    void run() {
        if (!settings.vacuum()) {
            return;
        }
        Instant yesterday = clock.instant().minus(DAY);
        server.bloatedTables(DeadRowsCheck.MIN_DEAD_ROWS).stream()
                .filter(table ->
                        Severity.of(table.deadPercent(), settings.checks().deadRows()) != Severity.OK)
                .filter(table -> !repairs.triedSince(RepairAction.VACUUM, table.name(), yesterday))
                .forEach(this::vacuum);
    }

    private void vacuum(TableBloat table) {
        try {
            tables.vacuum(table.name());
            repairs.recordDone(RepairAction.VACUUM, table.name(), table.deadRows(), table.deadRows() + " dead rows");
        } catch (RuntimeException e) {
            repairs.recordFailed(RepairAction.VACUUM, table.name(), e);
        }
    }
}
