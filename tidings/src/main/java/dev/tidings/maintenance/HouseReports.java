package dev.tidings.maintenance;

import java.util.List;
import org.springframework.stereotype.Component;

/** Tells how the house is, as the rows that all nodes share say. */
@Component
public class HouseReports {
    private final HealthStates states;
    private final Alerts alerts;
    private final Repairs repairs;

    HouseReports(HealthStates states, Alerts alerts, Repairs repairs) {
        this.states = states;
        this.alerts = alerts;
        this.repairs = repairs;
    }

    /** @param newest how many repairs */
    public HouseReport report(int newest) {
        List<CheckState> checks = states.all();
        return new HouseReport(HouseReport.worst(checks), checks, alerts.open(), repairs.newest(newest));
    }
}
