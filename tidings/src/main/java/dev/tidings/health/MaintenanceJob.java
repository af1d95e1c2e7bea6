package dev.tidings.health;

import dev.tidings.alerting.AlertSender;
import org.springframework.stereotype.Component;

/**
 * What some node does for all of them, on the clock: looks after what no watch looks at, and mends what is safe to
 * mend.
 */
@Component
public class MaintenanceJob {
    /** The name of its task, by whose rows the watch tells whether the scheduler lives. */
    public static final String TASK_NAME = "maintain";

    private final HealthChecks checks;
    private final CheckRunner runner;
    private final WorkRescuer rescues;
    private final TableVacuum vacuuming;
    private final AlertSender alertSender;

    MaintenanceJob(
            HealthChecks checks, CheckRunner rounds, WorkRescuer rescues, TableVacuum vacuuming, AlertSender desk) {
        this.checks = checks;
        this.runner = rounds;
        this.rescues = rescues;
        this.vacuuming = vacuuming;
        this.alertSender = desk;
    }

    /** One round: every minute. */
    public void run() {
        rescues.run();
        runner.run(checks.jobChecks(), "");
        vacuuming.run();
        alertSender.sendDue();
    }
}
