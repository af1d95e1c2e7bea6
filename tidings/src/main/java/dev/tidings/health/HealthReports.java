package dev.tidings.health;

import dev.tidings.alerting.Alerts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Builds health reports from the rows shared by all nodes. */
@Component
public class HealthReports {
    private final CheckStates states;
    private final Alerts alerts;
    private final Repairs repairs;

    HealthReports(CheckStates states, Alerts alerts, Repairs repairs) {
        this.states = states;
        this.alerts = alerts;
        this.repairs = repairs;
    }

    /** @param newest number of repairs to include */
    public HealthReport report(int newest) {
        List<CheckState> checks = states.all();
        return new HealthReport(HealthReport.worst(checks), checks, alerts.open(), repairs.newest(newest));
    }
}
