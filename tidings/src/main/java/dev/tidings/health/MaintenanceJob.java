package dev.tidings.health;

import dev.tidings.alerting.AlertSender;
import org.springframework.stereotype.Component;

/**
 * A scheduled job of one node: queues abandoned work again, runs the checks that no watchdog runs, vacuums tables and
 * sends due alerts.
 */
@Component
public class MaintenanceJob {
    /** The name of its task. The watchdog reads the task's rows to see whether the scheduler is alive. */
    public static final String TASK_NAME = "maintain";

    private final HealthChecks checks;
    private final CheckRunner runner;
    private final WorkRescuer rescuer;
    private final TableVacuum vacuum;
    private final AlertSender alertSender;

    MaintenanceJob(
            HealthChecks checks, CheckRunner runner, WorkRescuer rescuer, TableVacuum vacuum, AlertSender alertSender) {
        this.checks = checks;
        this.runner = runner;
        this.rescuer = rescuer;
        this.vacuum = vacuum;
        this.alertSender = alertSender;
    }

    /** Runs once a minute. */
    public void run() {
        rescuer.run();
        runner.run(checks.jobChecks(), "");
        vacuum.run();
        alertSender.sendDue();
    }
}
