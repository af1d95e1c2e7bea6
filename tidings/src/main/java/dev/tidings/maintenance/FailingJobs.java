package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.edition.WorkQueue;
import dev.tidings.maintenance.HouseSoundings.Job;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often in a row each job on the clock, and each kind of work, failed. */
final class FailingJobs implements HealthCheck {
    private final HouseSoundings soundings;
    private final Limits<Integer> limits;

    FailingJobs(HouseSoundings soundings, Limits<Integer> limits) {
        this.soundings = soundings;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "failing-jobs";
    }

    @Override
    public List<Finding> look() {
        Map<String, Integer> failures = new TreeMap<>();
        WorkQueue.TASKS.forEach(task -> failures.put(task, 0));
        for (Job job : soundings.jobs()) {
            failures.put(job.name(), job.failures());
        }
        return failures.entrySet().stream()
                .map(job -> judge(job.getKey(), job.getValue()))
                .toList();
    }

    private Finding judge(String job, int failures) {
        State state = State.of(failures, limits);
        String found = job + " failed " + failures + " times in a row.";
        String message = state == State.OK
                ? (failures == 0 ? job + " runs." : found + " It is tried again.")
                : found + " It is tried again; the nodes' logs say why it failed.";
        return new Finding(job, state, message, Measure.count(failures, limits, "failures"));
    }
}
