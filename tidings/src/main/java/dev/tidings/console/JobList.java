package dev.tidings.console;

import dev.tidings.schedule.Jobs.Job;
import java.util.List;

/**
 * All scheduled jobs.
 *
 * @param working whether this node does scheduled work
 * @param clockRuns whether this node opens editions on schedule
 */
public record JobList(List<Job> jobs, boolean working, boolean clockRuns) {

    public boolean autoRefresh() {
        return jobs.stream().anyMatch(Job::running);
    }
}
