package dev.tidings.health;

import dev.tidings.alerting.Alerts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells how the house is, as the rows that all nodes share say. */
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

    /** @param newest how many repairs */
    public HealthReport report(int newest) {
        List<CheckState> checks = states.all();
        return new HealthReport(HealthReport.worst(checks), checks, alerts.open(), repairs.newest(newest));
    }
}
