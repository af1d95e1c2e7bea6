package dev.tidings.console;

import dev.tidings.scraping.SourceRun;
import dev.tidings.scraping.SourceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source.
 *
 * @param sentence its state in one sentence
 * @param runs the newest first
 */
public record SourceView(SourceLine line, String sentence, List<SourceRun> runs) {

    public SourceStatus status() {
        return line.status();
    }

    /** Whether the source is running and the page should reload soon. */
    public boolean autoRefresh() {
        return status().runningSince() != null;
    }

    /** The newest run with parsed items, or null. */
    public @Nullable SourceRun newestWithSamples() {
        return runs.stream().filter(run -> !run.samples().isEmpty()).findFirst().orElse(null);
    }

    /** Returns the runs with remarks. */
    public List<SourceRun> withRemarks() {
        return runs.stream()
                .filter(run -> run.problem() != null || !run.notes().isEmpty())
                .limit(3)
                .toList();
    }
}
