package dev.tidings.api;

import dev.tidings.health.HealthReports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The system's health, for administrators. */
@RestController
@Tag(name = "Maintenance")
class MaintenanceEndpoints {
    private static final int REPAIRS = 50;

    private final HealthReports reports;

    MaintenanceEndpoints(HealthReports reports) {
        this.reports = reports;
    }

    @GetMapping("/admin/api/maintenance")
    @Operation(operationId = "getMaintenance", summary = "Findings of all checks, open alerts, recent repairs")
    MaintenanceResponse maintenance() {
        return MaintenanceResponse.of(reports.report(REPAIRS));
    }
}
