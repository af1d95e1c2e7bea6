package dev.tidings.console;

import dev.tidings.scraping.SourceRun;
import dev.tidings.scraping.SourceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source.
 *
 * @param sentence how it stands
 * @param runs the newest first
 */
public record SourceView(SourceLine line, String sentence, List<SourceRun> runs) {

    public SourceStatus status() {
        return line.status();
    }

    /** Whether it is being visited, so that the page should look again soon. */
    public boolean autoRefresh() {
        return status().runningSince() != null;
    }

    /** The newest run that understood an item, or null. */
    public @Nullable SourceRun newestWithSamples() {
        return runs.stream().filter(run -> !run.samples().isEmpty()).findFirst().orElse(null);
    }

    /** Those of the runs that have something to remark. */
    public List<SourceRun> withRemarks() {
        return runs.stream()
                .filter(run -> run.problem() != null || !run.notes().isEmpty())
                .limit(3)
                .toList();
    }
}
