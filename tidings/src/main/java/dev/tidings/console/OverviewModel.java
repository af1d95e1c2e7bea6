package dev.tidings.console;

import dev.tidings.digest.Digest;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.schedule.DigestSchedules;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator should know first.
 *
 * @param headline how things stand, in one sentence
 * @param next what goes out next, in one sentence
 * @param actionItems what waits for an operator, the gravest first
 * @param digests every configured digest
 * @param progress the sums of the newest period's editions
 * @param editions the newest editions
 */
public record OverviewModel(
        OverviewState state,
        String headline,
        String next,
        List<ActionItem> actionItems,
        List<DigestLine> digests,
        EditionProgress progress,
        List<EditionLine> editions) {

    public enum OverviewState {
        /** Nothing has gone out yet. */
        QUIET,
        /** Every letter is settled. */
        SETTLED,
        /** Letters are being settled. */
        BUSY,
        /** An operator is needed. */
        HALTED
    }

    /** Whether the page should look again soon. */
    public boolean autoRefresh() {
        return editions.stream().anyMatch(line -> line.edition().status() == Edition.EditionStatus.OPEN);
    }

    /** Progress for those who hear the page: said again at every tenth. */
    public String announcement() {
        return editions.stream()
                .map(EditionLine::edition)
                .filter(edition -> edition.status() == Edition.EditionStatus.OPEN)
                .map(edition -> ConsoleText.period(edition.period()) + ": "
                        + ProgressShares.percent(edition.progress()) / 10 * 10 + " percent settled.")
                .collect(Collectors.joining(" "));
    }

    /**
     * Something that waits for an operator.
     *
     * @param blocking whether letters wait until then
     * @param title found, in one sentence
     * @param explanation and what to do
     * @param link the address behind the button
     * @param action what the button says
     */
    public record ActionItem(boolean blocking, String title, String explanation, String link, String action) {}

    /**
     * A digest with what the clock says of it.
     *
     * @param newest its newest edition, whoever opened it, or null before the first
     */
    public record DigestLine(
            Digest digest,
            DigestSchedules.DigestSchedule entry,
            @Nullable Edition newest) {}

    /** @param title the digest's title, or its name where no file describes it any more */
    public record EditionLine(Edition edition, String title) {}
}
