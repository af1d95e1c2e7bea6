package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.edition.WorkQueue;
import dev.tidings.health.ScheduledTasks.TaskFailures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks how often in a row each scheduled job and each kind of work failed. */
final class FailingJobsCheck implements HealthCheck {
    private final ScheduledTasks tasks;
    private final Thresholds<Integer> limits;

    FailingJobsCheck(ScheduledTasks tasks, Thresholds<Integer> limits) {
        this.tasks = tasks;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "failing-jobs";
    }

    @Override
    public List<CheckFinding> run() {
        Map<String, Integer> failures = new TreeMap<>();
        WorkQueue.TASKS.forEach(task -> failures.put(task, 0));
        for (TaskFailures job : tasks.failures()) {
            failures.put(job.name(), job.failures());
        }
        return failures.entrySet().stream()
                .map(job -> evaluate(job.getKey(), job.getValue()))
                .toList();
    }

    private CheckFinding evaluate(String job, int failures) {
        Severity state = Severity.of(failures, limits);
        String found = job + " failed " + failures + " times in a row.";
        String message = state == Severity.OK
                ? (failures == 0 ? job + " has not failed since its last success." : found + " It is tried again.")
                : found + " It is tried again; the nodes' logs say why it failed.";
        return new CheckFinding(job, state, message, Measure.count(failures, limits, "failures"));
    }
}
