package dev.tidings.console;

import dev.tidings.digest.Digest;
import dev.tidings.edition.DeliverySummary;
import dev.tidings.edition.Edition;
import dev.tidings.edition.UnreadableEdition;
import dev.tidings.schedule.DigestSchedules;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The overview page.
 *
 * @param delivery the overall state in one sentence, with the sums of the current editions
 * @param next the next scheduled digest in one sentence
 * @param actionItems items that require an operator, the most severe first
 * @param digests every configured digest
 * @param editions the newest editions
 */
public record OverviewModel(
        DeliverySummary delivery,
        String next,
        List<ActionItem> actionItems,
        List<DigestLine> digests,
        List<EditionListItem> editions) {

    /** Whether the page should reload soon. */
    public boolean autoRefresh() {
        return open().findAny().isPresent();
    }

    /** Progress for screen readers; changes at every tenth. */
    public String announcement() {
        return open().map(edition -> ConsoleText.period(edition.period()) + ": "
                        + ProgressShares.percent(edition.progress()) / 10 * 10 + " percent settled.")
                .collect(Collectors.joining(" "));
    }

    private Stream<Edition> open() {
        return editions.stream()
                .filter(EditionLine.class::isInstance)
                .map(item -> ((EditionLine) item).edition())
                .filter(edition -> edition.status() == Edition.EditionStatus.OPEN);
    }

    /**
     * An item that requires an operator.
     *
     * @param blocking whether letters stay pending until an operator acts
     * @param title the problem in one sentence
     * @param explanation details and the next step
     * @param link target of the button
     * @param action label of the button
     */
    public record ActionItem(boolean blocking, String title, String explanation, String link, String action) {}

    /**
     * A digest with its schedule.
     *
     * @param newest its newest edition that can be read, however opened, or null before the first
     */
    public record DigestLine(
            Digest digest,
            DigestSchedules.DigestSchedule entry,
            @Nullable Edition newest) {}

    /** An entry in a list of editions. */
    public sealed interface EditionListItem permits EditionLine, UnreadableLine {}

    /**
     * @param title the digest's title, or its name if it is no longer configured
     * @param summary its state in one sentence
     */
    public record EditionLine(Edition edition, String title, DeliverySummary summary) implements EditionListItem {}

    /** @param title the digest's title, or its name if it is no longer configured */
    public record UnreadableLine(UnreadableEdition edition, String title, DeliverySummary summary)
            implements EditionListItem {}
}
