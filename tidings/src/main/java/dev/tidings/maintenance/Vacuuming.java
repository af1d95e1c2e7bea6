package dev.tidings.maintenance;

import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings;
import dev.tidings.maintenance.HouseSoundings.Table;
import dev.tidings.maintenance.Repair.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Clears dead rows away where the settings allow it, a table at most once a day; elsewhere a check gives the command. */
@Component
class Vacuuming {
    private static final Duration DAY = Duration.ofDays(1);

    private final HouseSoundings soundings;
    private final Tables tables;
    private final Repairs repairs;
    private final MaintenanceSettings settings;
    private final InstantSource clock;

    Vacuuming(
            HouseSoundings soundings,
            Tables tables,
            Repairs repairs,
            InstallationSettings installation,
            InstantSource clock) {
        this.soundings = soundings;
        this.tables = tables;
        this.repairs = repairs;
        this.settings = installation.maintenance();
        this.clock = clock;
    }

    void work() {
        if (!settings.vacuum()) {
            return;
        }
        Instant yesterday = clock.instant().minus(DAY);
        soundings.tables(DeadRows.LEAST).stream()
                .filter(table -> State.of(table.dead(), settings.checks().deadRows()) != State.OK)
                .filter(table -> !repairs.triedSince(Action.VACUUM, table.name(), yesterday))
                .forEach(this::vacuum);
    }

    private void vacuum(Table table) {
        try {
            tables.vacuum(table.name());
            repairs.done(Action.VACUUM, table.name(), table.deadRows(), table.deadRows() + " dead rows");
        } catch (RuntimeException e) {
            repairs.failed(Action.VACUUM, table.name(), e);
        }
    }
}
