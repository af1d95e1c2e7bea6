package dev.tidings.maintenance;

import org.springframework.stereotype.Component;

/** What some node does for all of them, on the clock: looks after what no watch looks at, and mends what is safe to mend. */
@Component
public class Maintenance {
    /** The name of its task, by whose rows the watch tells whether the scheduler lives. */
    public static final String JOB = "maintain";

    private final HouseChecks checks;
    private final Rounds rounds;
    private final Rescues rescues;
    private final Vacuuming vacuuming;
    private final Pruning pruning;
    private final AlertDesk desk;

    Maintenance(
            HouseChecks checks, Rounds rounds, Rescues rescues, Vacuuming vacuuming, Pruning pruning, AlertDesk desk) {
        this.checks = checks;
        this.rounds = rounds;
        this.rescues = rescues;
        this.vacuuming = vacuuming;
        this.pruning = pruning;
        this.desk = desk;
    }

    /** One round: every minute. */
    public void maintain() {
        rescues.work();
        rounds.run(checks.ofTheJob(), "");
        vacuuming.work();
        desk.work();
    }

    /** Deletes what retention no longer keeps: every night. */
    public void prune() {
        pruning.work();
    }
}
